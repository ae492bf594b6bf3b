package compose

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// newLab returns a lab of n members with a settled leader.
func newLab(t testing.TB, n int, seed uint64) *lab.Lab {
	l, err := lab.New(lab.Config{Members: n, Seed: seed})
	require.NoError(t, err)
	for !settled(l) {
		l.Advance(l.Now() + 10*sim.Millisecond)
		require.Less(t, l.Now(), 20*sim.Second)
	}
	return l
}

// settled reports whether the cluster has set itself up everywhere.
func settled(l *lab.Lab) bool {
	for _, m := range lab.Members(l.World()) {
		if !m.Ready() || m.ClusterVersion() == "" {
			return false
		}
	}
	return true
}

// write puts a key through terminal A and waits for the answer.
func write(t testing.TB, l *lab.Lab, key string) {
	require.NoError(t, l.Type("A", "etcdctl put "+key+" v"))
	terminal := lab.TerminalNamed(l.World(), "A")
	for {
		l.Advance(l.Now() + sim.Millisecond)
		for n, a := range lab.Terminals(l.World()) {
			if n == terminal && !a.Busy() {
				return
			}
		}
		require.Less(t, l.Now(), 60*sim.Second)
	}
}

func desk(l *lab.Lab) Input { return Input{Lab: l, Width: 1080, Height: 572, Speed: 0.01} }

// journeyOf is the newest request of a terminal, nil if it has none.
func journeyOf(l *lab.Lab, terminal string) *lab.Waterfall {
	if f, ok := l.Waterfall(lab.TerminalNamed(l.World(), terminal)); ok {
		return &f
	}
	return nil
}

func staged(in Input) *scene.Scene {
	s := &scene.Scene{}
	Stage(s, in)
	return s
}

func leaderOf(l *lab.Lab) sim.Node {
	found, term := sim.Nobody, raft.Term(0)
	for n, m := range lab.Members(l.World()) {
		if s := m.Raft(); s != nil && s.Role() == raft.Leader && s.Term() > term {
			found, term = n, s.Term()
		}
	}
	return found
}

func name(l *lab.Lab, n sim.Node) string { return lab.NameOf(l.World(), n) }

func memberOf(s *scene.Scene, n sim.Node) *scene.Member {
	for i := range s.Members {
		if s.Members[i].ID == int(n) {
			return &s.Members[i]
		}
	}
	return nil
}

// isolate cuts a member off from all others.
func isolate(t testing.TB, l *lab.Lab, n sim.Node) {
	for m := range lab.Members(l.World()) {
		if m != n {
			require.NoError(t, l.Do("cut "+name(l, n)+" "+name(l, m)))
		}
	}
}

// follower returns a member that does not lead.
func follower(l *lab.Lab) sim.Node {
	for n := range lab.Members(l.World()) {
		if n != leaderOf(l) && l.World().Up(n) {
			return n
		}
	}
	return sim.Nobody
}

// until steps through events until a condition holds.
func until(t testing.TB, l *lab.Lab, holds func() bool) {
	for i := 0; !holds(); i++ {
		require.Less(t, i, 200_000, "it does not come")
		l.StepEvent()
	}
}

func cellAt(s *scene.Scene, n sim.Node, i raft.Index) *scene.Cell {
	for k := range s.Logs.Cells {
		if c := &s.Logs.Cells[k]; c.Member == int(n) && c.Index == uint64(i) {
			return c
		}
	}
	return nil
}
