package raft_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
)

// figure8 plays Figure 8 from (b) on: 1 led term 2 and brought its entry to 2,
// then 5 led term 3 and wrote its own. In (c) 1 leads term 4, and its entry of
// term 2 comes to be on 1, 2 and 3, a majority; in (d) it crashes, and 5 leads
// again. The entry of term 2 is so large that it travels alone.
func figure8(n *network) {
	first := raft.Entry{Term: 1, Payload: 901}
	second := raft.Entry{Term: 2, Payload: 902, Size: 1<<20 + 1}
	third := raft.Entry{Term: 3, Payload: 903}
	n.node(1).stored = raft.Stored{Term: 2, Vote: 1, Log: raft.NewLog(first, second)}
	n.node(2).stored = raft.Stored{Term: 2, Vote: 1, Log: raft.NewLog(first, second)}
	n.node(3).stored = raft.Stored{Term: 3, Vote: 5, Log: raft.NewLog(first)}
	n.node(4).stored = raft.Stored{Term: 3, Vote: 5, Log: raft.NewLog(first)}
	n.node(5).stored = raft.Stored{Term: 3, Vote: 5, Log: raft.NewLog(first, third)}
	for _, s := range n.nodes { // the story decides who stands
		s.config.Timeouts = raft.Timeouts{Heartbeat: 50 * ms, ElectionMin: 2000 * ms, ElectionMax: 4000 * ms}
	}
	for _, id := range []raft.ID{1, 2, 3, 4} {
		n.node(id).start()
	}
	n.drop = func(to raft.ID, m raft.Message) bool {
		append, ok := m.(raft.AppendEntries)
		return ok && append.From == 1 && (to == 4 || to == 3 && n.node(3).server.Log().Last() == 2)
	}
	n.timeOut(1) // term 3: all but 2 have voted for 5
	n.run(50 * ms)
	n.timeOut(1) // term 4
	n.run(140 * ms)
	n.node(1).crash()
	n.node(5).start()
	n.drop = nil
	n.timeOut(5) // term 4: 1 has the votes of it
	n.run(50 * ms)
	n.timeOut(5)
	n.run(100 * ms)
}

func TestFigure8(t *testing.T) {
	play := func(r raft.Rules) *network {
		n := newNetwork(3, 5).withRules(r)
		figure8(n)
		return n
	}
	t.Run("an entry of an earlier term is not committed by counting", func(t *testing.T) {
		n := play(0)
		require.Equal(t, raft.Term(5), n.leader().server.Term())
		require.Empty(t, n.checks.violations)
		require.Equal(t, []raft.Term{1, 3, 5}, terms(n.node(3).server.Log()), "its copy on 3 was overwritten, and nobody had been told that it was committed")
	})
	t.Run("without the rule it is committed, and lost", func(t *testing.T) {
		n := play(raft.Rules(0).Without(raft.CommitOwnTerm))
		require.Contains(t, n.checks.violations, "leader-completeness")
		require.Equal(t, raft.Payload(902), n.checks.committed[1].entry.Payload)
		require.NotEqual(t, raft.Payload(902), n.node(3).server.Log().Slice(2, 2)[0].Payload)
	})
}

// Figure 7: the leader of term 8 brings each of these logs to agreement.
func TestFigure7(t *testing.T) {
	leader := []raft.Term{1, 1, 1, 4, 4, 5, 5, 6, 6, 6}
	for name, log := range map[string][]raft.Term{
		"a": {1, 1, 1, 4, 4, 5, 5, 6, 6},
		"b": {1, 1, 1, 4},
		"c": {1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6},
		"d": {1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7},
		"e": {1, 1, 1, 4, 4, 4, 4},
		"f": {1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3},
	} {
		t.Run(name, func(t *testing.T) {
			n := newNetwork(8, 3)
			n.node(1).stored = raft.Stored{Term: 7, Log: logOf(leader...)}
			n.node(2).stored = raft.Stored{Term: 7, Log: logOf(leader...)}
			n.node(3).stored = raft.Stored{Term: 7, Log: logOf(log...)}
			n.start()
			n.timeOut(1)
			n.run(140 * ms)
			require.Equal(t, raft.Leader, n.node(1).server.Role())
			require.Equal(t, append(leader, 8), terms(n.node(3).server.Log()))
			require.Equal(t, n.node(1).server.Log().Slice(1, 11), n.node(3).server.Log().Slice(1, 11))
			require.Equal(t, raft.Index(11), n.node(3).server.Commit())
			require.Empty(t, n.checks.violations)
		})
	}
}
