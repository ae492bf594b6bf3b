package narrate_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/sim"
)

// What really happens in a cluster is told: no message and no note of a member
// falls through to the sentences for what is not known.
func TestARealWorldIsTold(t *testing.T) {
	l, err := lab.New(lab.Config{Members: 5, Seed: 1})
	require.NoError(t, err)
	told := map[string]int{}
	next := sim.EventID(1)
	listen := func() {
		trace := l.World().Trace()
		require.LessOrEqual(t, trace.First(), next, "events have left the trace untold")
		for ; next < trace.Next(); next++ {
			e, _ := trace.At(next)
			for _, lang := range narrate.Langs() {
				text := narrate.Sentence(e, names{}, lang).Text
				require.NotContains(t, text, "{", "%+v", e)
			}
			text := narrate.Sentence(e, names{}, narrate.English).Text
			require.False(t, strings.HasSuffix(text, " a message.") || strings.Contains(text, " receives a message from "), "%+v", e)
			if e.Node != sim.Nobody && !e.Node.IsClient() {
				require.NotContains(t, text, "an event of the kind", "%+v", e)
			}
			told[narrate.Title(e, narrate.English)]++
		}
	}
	for _, line := range []string{
		"sleep 1s", `etcdctl put message "hello world"`, "etcdctl get message", "curl http://127.0.0.1:2479/v2/keys/message -XPUT -d value=hello",
		"crash 1", "sleep 1s", "etcdctl --endpoints=127.0.0.1:2479 put a b", "restart 1", "cut 2 3", "sleep 1s", "heal", "pause 4", "sleep 300ms", "resume 4",
	} {
		_, err := l.Run("A", line)
		require.NoError(t, err, line)
		listen()
	}
	for _, title := range []string{"heartbeat", "becomes candidate", "becomes leader", "vote granted", "committed", "applied", "answer",
		"proposal passed on", "crash", "start", "link cut", "link joined", "pause", "resume", "read index", "leadership check"} {
		require.NotZero(t, told[title], "%q never happened: %v", title, told)
	}
}
