package lab

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
)

// stateOf is what window.raftarium.state() tells of leases and watches.
func stateOf(t *testing.T, l *Lab) (s struct {
	Members []struct {
		Leases          int
		CompactRevision int `json:"compact_revision"`
	}
	Leases []struct {
		ID          string
		TTL         int      `json:"ttl_s"`
		RemainingMS *float64 `json:"remaining_ms"`
		Keys        []string
	}
	Watches []struct {
		Member, Client, Key string
		RangeEnd            string `json:"range_end"`
		ID                  int
		Synced              bool
	}
}) {
	require.NoError(t, json.Unmarshal(AppendState(nil, l.World()), &s))
	return s
}

func TestStateTellsOfLeasesAndWatches(t *testing.T) {
	l := newOf(t, Config{Seed: 1, Members: 3})
	l.Advance(2 * sim.Second)
	run := func(line string) string {
		r, err := l.Run("A", line)
		require.NoError(t, err)
		return r.Stdout
	}
	require.NoError(t, l.Type("B", `curl -s http://127.0.0.1:2479/v3/watch -d '{"create_request":{"key":"YQ==","range_end":"Yg=="}}'`))
	run(`curl -s http://127.0.0.1:2379/v3/lease/grant -d '{"ID":"31","TTL":"9"}'`)
	run(`curl -s http://127.0.0.1:2479/v3/kv/put -d '{"key":"YQ==","lease":"31"}'`)
	run(`curl -s http://127.0.0.1:2379/v3/kv/compaction -d '{"revision":"2"}'`)
	l.Advance(l.Now() + sim.Second)
	s := stateOf(t, l)
	require.Len(t, s.Leases, 1)
	require.Equal(t, "1f", s.Leases[0].ID)
	require.Equal(t, 9, s.Leases[0].TTL)
	require.Equal(t, []string{"a"}, s.Leases[0].Keys)
	require.InDelta(t, 7900, *s.Leases[0].RemainingMS, 200)
	require.Equal(t, 1, s.Members[2].Leases)
	require.Equal(t, 2, s.Members[2].CompactRevision)
	require.Len(t, s.Watches, 1)
	require.Equal(t, "etcd-02", s.Watches[0].Member)
	require.Equal(t, "B", s.Watches[0].Client)
	require.Equal(t, "a", s.Watches[0].Key)
	require.Equal(t, "b", s.Watches[0].RangeEnd)
	require.True(t, s.Watches[0].Synced)
	require.NoError(t, l.Type("A", `curl -s 'http://127.0.0.1:2579/v2/keys/a?wait=true&recursive=true'`))
	l.Advance(l.Now() + sim.Second)
	require.Contains(t, string(AppendState(nil, l.World())), `{"member":"etcd-03","client":"A","v2_key":"/a","recursive":true,"stream":false}`)
	require.NoError(t, l.Interrupt("A"))
	require.NoError(t, l.Interrupt("B"))
	l.Advance(l.Now() + 9*sim.Second)
	s = stateOf(t, l)
	require.Empty(t, s.Leases)
	require.Empty(t, s.Watches, "Ctrl-C ends a watch")
}
