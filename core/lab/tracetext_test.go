package lab

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/narrate"
	"raftarium/core/sim"
)

func TestTheTraceOfASpanIsTold(t *testing.T) {
	l, leader := ledLab(t, Config{Seed: 1, Members: 3})
	from := l.Now()
	_, err := l.Run("A", "etcdctl put a 1")
	require.NoError(t, err)
	to := l.Now()
	ms := func(t sim.Time) string { return string(t.AppendMilliseconds(nil)) }

	r, handled := l.Outside(narrate.English, "trace "+ms(from)+" "+ms(to))
	require.True(t, handled)
	require.Zero(t, r.Code, r.Stderr)
	require.Contains(t, r.Stdout, NameOf(l.World(), leader)+" commits entry")
	for _, line := range strings.Split(strings.TrimSpace(r.Stdout), "\n") {
		require.Regexp(t, `^ *[0-9.]+ ms  \S`, line)
	}

	r, _ = l.Outside(narrate.English, "trace --json "+ms(from)+" "+ms(to))
	var got Traced
	require.NoError(t, json.Unmarshal([]byte(r.Stdout), &got))
	require.Equal(t, l.Link(), got.Link)
	require.NotEmpty(t, got.Events)
	require.Equal(t, strings.Count(r.Stdout, `"kind"`)-strings.Count(string(got.State), `"kind"`), len(got.Events))
	require.JSONEq(t, string(AppendState(nil, l.World())), string(got.State))
	r, _ = l.Outside(narrate.Chinese, "trace --json "+ms(from))
	require.Contains(t, r.Stdout, "提交")

	for line, says := range map[string]string{
		"trace soon": "takes two moments", "trace 1 2 3": "takes two moments", "trace 2s 1s": "ends before it begins", "trace 9h": "ends before it begins",
		"trace 9h 10h": "begins later than now",
	} {
		r, _ = l.Outside(narrate.English, line)
		require.Equal(t, 1, r.Code)
		require.Contains(t, r.Stderr, says, line)
	}
}
