package lab

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// warned lists the warnings of a world in which so much was done.
func warned(t *testing.T, c Config, deeds ...string) (ids []string) {
	t.Helper()
	l := newOf(t, c)
	l.Advance(sim.Second)
	do(t, l, deeds...)
	for _, w := range Warnings(l.World()) {
		id := w.ID[len("knobs.warn-"):]
		if w.Fatal {
			id += "!"
		}
		ids = append(ids, id)
		for _, lang := range narrate.Langs() {
			require.NotContains(t, w.Text(lang), "{", "nothing is left to fill in")
		}
	}
	return ids
}

func TestSettingsThatCannotWorkAreWarnedOf(t *testing.T) {
	for _, c := range []struct {
		config Config
		deeds  []string
		want   []string
	}{
		{Config{}, nil, nil},
		{Config{Net: LAN}, nil, nil},
		{Config{Profile: EtcdTimes, Net: WAN}, nil, nil},
		{Config{Members: 1}, []string{"times heartbeat=1s", "link all loss=100%"}, nil},
		{Config{Members: 4}, nil, []string{"even"}},
		{Config{Net: WAN}, nil, []string{"round", "spread"}},
		{Config{}, []string{"link all latency=200ms"}, []string{"round-fatal!", "spread"}},
		{Config{}, []string{"link 1 5 latency=200ms"}, nil}, // a quorum is near
		{Config{Members: 3}, []string{"link 1 2 latency=200ms", "link 1 3 latency=200ms"}, nil},
		{Config{}, []string{"disk all latency=60ms"}, []string{"disk"}},
		{Config{}, []string{"disk all latency=400ms"}, []string{"disk-fatal!", "spread"}},
		{Config{}, []string{"disk 1 latency=400ms"}, nil},
		{Config{Members: 1}, []string{"disk 1 latency=400ms"}, []string{"disk-fatal!"}},
		{Config{}, []string{"times heartbeat=150ms"}, []string{"heartbeat!"}},
		{Config{}, []string{"times election=40ms"}, []string{"heartbeat!", "round"}},
		{Config{}, []string{"link all jitter=100ms"}, []string{"round", "jitter", "spread"}},
		{Config{}, []string{"link all loss=10%"}, nil},
		{Config{}, []string{"link 1>2 loss=40%"}, []string{"loss"}},
		{Config{}, []string{"link all loss=100%"}, []string{"lost!"}},
		{Config{}, []string{"clock 2 rate=2"}, nil},
		{Config{}, []string{"clock 2 rate=4"}, []string{"clock"}},
		{Config{}, []string{"clock 2 rate=2", "clock 1 rate=0.5"}, []string{"clock"}},
		{Config{}, []string{"option lease-reads on", "clock 2 rate=1.1"}, nil},
		{Config{}, []string{"option lease-reads on", "clock 2 rate=1.2"}, []string{"lease"}},
		{Config{}, []string{"times election=150ms-160ms"}, []string{"spread"}},
		{Config{}, []string{"cluster 0"}, nil},
	} {
		require.Equal(t, c.want, warned(t, c.config, c.deeds...), "%+v %v", c.config, c.deeds)
	}
}

// What is warned of as hopeless is: a cluster finds no leader with it, or loses
// the one that it has again and again.
func TestWhatIsHopelessElectsNobodyForLong(t *testing.T) {
	for deed, hopeless := range map[string]bool{
		"link all latency=200ms":   true,
		"disk all latency=400ms":   true,
		"times heartbeat=400ms":    true,
		"link all loss=100%":       true,
		"link all latency=20ms":    false,
		"times heartbeat=40ms":     false,
		"link 1 5 latency=200ms":   false,
		"preset mixed":             false,
		"preset slow-disk":         false,
		"times etcd":               false,
		"times election=100ms":     false,
		"times election=1s-1100ms": false,
	} {
		l := newOf(t, Config{Seed: 7})
		do(t, l, deed)
		l.Advance(5 * sim.Second)
		before := newestTerm(l)
		l.Advance(15 * sim.Second)
		require.Equal(t, hopeless, newestTerm(l) > before, deed)
		require.Empty(t, found(l), deed)
		fatal := false
		for _, w := range Warnings(l.World()) {
			fatal = fatal || w.Fatal
		}
		require.Equal(t, hopeless, fatal, deed)
	}
}

func newestTerm(l *Lab) (newest raft.Term) {
	for _, m := range Members(l.World()) {
		newest = max(newest, m.Raft().Term())
	}
	return newest
}
