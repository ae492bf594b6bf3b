package live

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
	"raftarium/core/lab"
	"raftarium/core/sim"
)

// jumping is a clock that shows at once what is waited for.
type jumping struct{ now sim.Time }

func (j *jumping) Now() sim.Time { return j.now }

func (j *jumping) Wake(t sim.Time) <-chan time.Time {
	j.now = max(j.now, t)
	at := make(chan time.Time, 1)
	at <- time.Time{}
	return at
}

func TestTheWorldGoesWithItsClockUntilItIsEnded(t *testing.T) {
	w, err := New(lab.Config{Members: 3, Seed: 1})
	require.NoError(t, err)
	ctx, end := context.WithCancel(t.Context())
	var call *Call
	w.Run(ctx, &jumping{}, func() {
		switch now := w.play.World().Now(); {
		case now > 3*sim.Second:
			end()
		case now > sim.Second && call == nil:
			w.play.Do("pause 1")
			call, err = w.Ask(1, api.HTTPRequest{Method: "GET", Target: "/version"})
		}
	})
	require.NoError(t, err)
	_, err = call.Next(t.Context())
	require.ErrorIs(t, err, errClosed, "nobody is left waiting")
	_, err = w.Ask(1, api.HTTPRequest{})
	require.ErrorIs(t, err, errOver)
	_, err = w.Follow("")
	require.ErrorIs(t, err, errOver)
	require.ErrorIs(t, w.Do(Deed{Do: "heal"}), errOver)
}

func TestRequestsAreBounded(t *testing.T) {
	w, err := New(lab.Config{Members: 1})
	require.NoError(t, err)
	require.NoError(t, w.Do(Deed{Do: "pause 1"}))
	for range lab.CallsMax {
		_, err := w.Ask(1, api.HTTPRequest{Method: "GET", Target: "/version"})
		require.NoError(t, err)
	}
	_, err = w.Ask(1, api.HTTPRequest{})
	require.ErrorContains(t, err, "1000 requests are open already")
}

// The real etcdctl, which speaks gRPC, prints it and ends.
func TestHTTP2IsRefusedInWords(t *testing.T) {
	r := start(t, config(t))
	inputs := len(r.play.Inputs())
	at := strings.TrimPrefix(r.url(1), "http://")
	for _, what := range []string{"put a b", "get a", "watch a", "member list"} {
		command := exec.Command("etcdctl", append([]string{"--endpoints", at}, strings.Fields(what)...)...)
		command.Env = append(os.Environ(), "ETCDCTL_API=3")
		out, err := command.CombinedOutput()
		var exit *exec.ExitError
		require.ErrorAs(t, err, &exit, "%s: %s", what, out)
		require.Contains(t, string(out), "gRPC is not there yet; etcd's gateway is, under /v3/", what)
	}
	out, err := exec.Command("curl", "-s", "--http2-prior-knowledge", r.url(1)+"/version").Output()
	require.NoError(t, err)
	require.Contains(t, string(out), "HTTP/2 is not there yet")
	require.Len(t, r.play.Inputs(), inputs)
}

func TestWhoDoesNotTakeTheirAnswerIsHungUp(t *testing.T) {
	w, err := New(lab.Config{Members: 1, Profile: lab.EtcdTimes})
	require.NoError(t, err)
	w.Advance(5 * sim.Second)
	watch, err := w.Ask(1, api.HTTPRequest{Method: "POST", Target: "/v3/watch", Body: []byte(`{"create_request":{"key":"YQ=="}}`)})
	require.NoError(t, err)
	value := make([]byte, 1<<20)
	for i := range value {
		value[i] = 'A'
	}
	for range pendingMax>>20 + 1 {
		put, err := w.Ask(1, api.HTTPRequest{Method: "POST", Target: "/v3/kv/put", Body: append(append([]byte(`{"key":"YQ==","value":"`), value...), `"}`...)})
		require.NoError(t, err)
		w.Advance(w.play.World().Now() + sim.Second)
		_, err = put.Next(t.Context())
		require.NoError(t, err)
	}
	require.Empty(t, w.calls)
	inputs := w.play.Inputs()
	require.Equal(t, 1, hungUp(inputs))
	w.HangUp(watch)
	require.Len(t, w.play.Inputs(), len(inputs), "once is enough")
}

func TestAPauseOfTheProgramIsNotMadeUpFor(t *testing.T) {
	c := NewClock().(*wallClock)
	c.start = c.start.Add(-time.Hour)
	require.Equal(t, gapMax, c.Now())
	require.Less(t, c.Now(), 3*gapMax)
}

// hungUp counts who did not wait.
func hungUp(inputs []lab.Input) (count int) {
	for _, in := range inputs {
		if _, ok := in.What.(lab.HangUp); ok {
			count++
		}
	}
	return count
}

// A cluster that is served for days holds what its members still need, not all
// that was ever put.
func TestWhatIsCompactedIsLetGoOfWhileTheClusterRuns(t *testing.T) {
	const puts, valueBytes, compactEvery = 1000, 40_000, 50
	w, err := New(lab.Config{Members: 3, Seed: 7, Options: "snapshot-every=20 snapshot-trail=5"})
	require.NoError(t, err)
	w.Advance(sim.Second)
	most := 0
	for i := range puts {
		line := fmt.Sprintf("etcdctl put key %0*d", valueBytes, i)
		if i%compactEvery == compactEvery-1 {
			line = fmt.Sprintf("etcdctl compact %d", i-compactEvery/2)
		}
		require.NoError(t, w.Do(Deed{Terminal: "A", Line: line}))
		w.Advance(w.play.World().Now() + 150*sim.Millisecond)
		most = max(most, w.play.Held())
	}
	require.Less(t, most, puts*valueBytes/2, "of what was put is held at once")
	require.Contains(t, string(w.State()), fmt.Sprintf(`"revision":%d`, 1+puts-puts/compactEvery))
}
