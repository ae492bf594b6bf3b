package check_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/check"
	"raftarium/core/sim"
)

// cluster tells a Monitor of a few nodes, each fact at a moment of its own.
type cluster struct {
	*check.Monitor
	now check.At
	seq sim.WriteSeq
}

func newCluster(nodes sim.Node) *cluster {
	c := &cluster{Monitor: check.New()}
	for n := sim.Node(1); n <= nodes; n++ {
		c.Restarted(c.at(), n, 0)
	}
	return c
}

func (c *cluster) at() check.At {
	c.now.Time++
	c.now.Event++
	return c.now
}

// has writes entries of the given terms to a node's log after an index, and
// makes them durable.
func (c *cluster) has(n sim.Node, after uint64, terms ...uint64) *cluster {
	c.writes(n, after, terms...)
	c.Durable(n, c.seq)
	return c
}

// writes is has without a disk that is done.
func (c *cluster) writes(n sim.Node, after uint64, terms ...uint64) {
	term := uint64(1)
	for i, t := range terms {
		c.Appended(c.at(), n, after+1+uint64(i), t, 100*t+after+uint64(i))
		term = max(term, t)
	}
	c.seq++
	c.Wrote(c.at(), n, c.seq, term, sim.Nobody)
}

func (c *cluster) votes(n sim.Node, term uint64, for_ sim.Node, durable bool) {
	c.seq++
	c.Wrote(c.at(), n, c.seq, term, for_)
	if durable {
		c.Durable(n, c.seq)
	}
}

func (c *cluster) properties() []string {
	names := []string{}
	for _, v := range c.Found() {
		names = append(names, v.Property)
	}
	return names
}

func TestAProperty(t *testing.T) {
	for name, x := range map[string]struct {
		story func(c *cluster)
		found []string
	}{
		"holds if one node leads a term after the other": {func(c *cluster) {
			c.Led(c.at(), 1, 1)
			c.Led(c.at(), 2, 2)
			c.Led(c.at(), 1, 3)
		}, nil},
		"election-safety: two lead one term": {func(c *cluster) {
			c.Led(c.at(), 1, 2)
			c.Led(c.at(), 2, 3)
			c.Led(c.at(), 3, 2)
		}, []string{check.ElectionSafety}},
		"election-safety: one may lead a term twice": {func(c *cluster) {
			c.Led(c.at(), 1, 2)
			c.Restarted(c.at(), 1, 0)
			c.Led(c.at(), 1, 2)
		}, nil},
		"leader-append-only: a leader overwrites": {func(c *cluster) {
			c.has(1, 0, 1, 1)
			c.Led(c.at(), 1, 2)
			c.has(1, 1, 2)
		}, []string{check.LeaderAppendOnly}},
		"leader-append-only: a follower overwrites": {func(c *cluster) {
			c.has(1, 0, 1, 1)
			c.Led(c.at(), 1, 2)
			c.Followed(c.at(), 1, 2, 2)
			c.has(1, 1, 2)
		}, nil},
		"log-matching: one place, two entries": {func(c *cluster) {
			c.has(1, 0, 1)
			c.Appended(c.at(), 2, 1, 1, 77)
		}, []string{check.LogMatching}},
		"log-matching: the same entry after others": {func(c *cluster) {
			c.has(1, 0, 1, 3)
			c.has(2, 0, 2)
			c.Appended(c.at(), 2, 2, 3, 301)
		}, []string{check.LogMatching}},
		"log-matching: other terms are other entries": {func(c *cluster) {
			c.has(1, 0, 1, 3)
			c.has(2, 0, 2, 4).has(3, 0, 1, 3).has(3, 1, 5)
		}, nil},
		"leader-completeness: a later leader lacks an entry": {func(c *cluster) {
			c.has(1, 0, 1, 1).has(2, 0, 1, 1).has(3, 0, 1)
			c.Led(c.at(), 1, 1)
			c.Committed(c.at(), 1, 2)
			c.Led(c.at(), 3, 2)
		}, []string{check.LeaderCompleteness}},
		"leader-completeness: a later leader has another entry": {func(c *cluster) {
			c.has(1, 0, 1, 2).has(3, 0, 1, 3, 3)
			c.Led(c.at(), 1, 2)
			c.Committed(c.at(), 1, 2)
			c.Led(c.at(), 3, 4)
		}, []string{check.LeaderCompleteness}},
		"leader-completeness: a leader of an earlier term may lack it": {func(c *cluster) {
			c.has(1, 0, 1, 4)
			c.Led(c.at(), 1, 4)
			c.Committed(c.at(), 1, 2)
			c.has(3, 0, 1)
			c.Led(c.at(), 3, 3)
		}, nil},
		"leader-completeness: a commit comes after the later leader": {func(c *cluster) {
			c.has(1, 0, 1, 1).has(3, 0, 1)
			c.Led(c.at(), 1, 1)
			c.Led(c.at(), 3, 2)
			c.Committed(c.at(), 1, 2)
		}, []string{check.LeaderCompleteness}},
		"state-machine-safety: two apply different entries": {func(c *cluster) {
			c.has(1, 0, 1).has(2, 0, 2)
			c.Applied(c.at(), 1, 1, 0)
			c.Applied(c.at(), 2, 1, 0)
		}, []string{check.StateMachineSafety}},
		"state-machine-safety: one entry leads to two states": {func(c *cluster) {
			c.has(1, 0, 1).has(2, 0, 1)
			c.Applied(c.at(), 1, 1, 5)
			c.Applied(c.at(), 2, 1, 6)
		}, []string{check.StateMachineSafety}},
		"state-machine-safety: one applies again": {func(c *cluster) {
			c.has(1, 0, 1)
			c.Applied(c.at(), 1, 1, 5)
			c.Applied(c.at(), 1, 1, 5)
		}, []string{check.StateMachineSafety}},
		"state-machine-safety: one applies again after a crash": {func(c *cluster) {
			c.has(1, 0, 1)
			c.Applied(c.at(), 1, 1, 5)
			c.Restarted(c.at(), 1, c.seq)
			c.Applied(c.at(), 1, 1, 5)
		}, nil},
		"state-machine-safety: a snapshot takes the place of a log": {func(c *cluster) {
			committed(c)
			c.has(3, 0, 1, 1, 1, 1)
			c.Installed(c.at(), 3, 3)
			require.EqualValues(t, 3, c.Last(3), "what conflicts with it is gone")
			c.Restored(c.at(), 3, 3, 5)
			c.has(3, 3, 3)
			c.Applied(c.at(), 3, 4, 5)
			c.Led(c.at(), 3, 4)
		}, nil},
		"state-machine-safety: a snapshot within a log leaves it": {func(c *cluster) {
			committed(c)
			c.has(3, 0, 1, 2, 2, 2)
			c.Installed(c.at(), 3, 2)
			require.EqualValues(t, 4, c.Last(3))
		}, nil},
		"state-machine-safety: a snapshot holds another state": {func(c *cluster) {
			committed(c)
			c.Installed(c.at(), 3, 3)
			c.Restored(c.at(), 3, 3, 6)
		}, []string{check.StateMachineSafety}},
		"state-machine-safety: a snapshot takes back what was applied": {func(c *cluster) {
			committed(c)
			c.Restored(c.at(), 1, 2, 5)
		}, []string{check.StateMachineSafety}},
		"state-machine-safety: a snapshot has what is not committed": {func(c *cluster) {
			c.has(1, 0, 1, 1)
			c.Installed(c.at(), 2, 2)
		}, []string{check.StateMachineSafety}},
		"acknowledged-write: a later leader lacks it": {func(c *cluster) {
			c.writes(1, 0, 1)
			c.Acknowledged(c.at(), 1, 1)
			c.Restarted(c.at(), 1, 0)
			c.Led(c.at(), 1, 2)
		}, []string{check.AcknowledgedWrite}},
		"acknowledged-write: an earlier one goes with the later": {func(c *cluster) {
			c.has(1, 0, 1, 1).has(2, 0, 1, 1)
			c.Acknowledged(c.at(), 1, 2)
			c.Acknowledged(c.at(), 2, 1)
			c.Led(c.at(), 2, 2)
		}, nil},
		"durable-before-promised: a vote": {func(c *cluster) {
			c.votes(1, 2, 3, false)
			c.Promised(c.at(), 1, check.Promise{Term: 2, Vote: 3})
		}, []string{check.DurableBeforePromised}},
		"durable-before-promised: another vote": {func(c *cluster) {
			c.votes(1, 2, 2, true)
			c.Promised(c.at(), 1, check.Promise{Term: 2, Vote: 3})
		}, []string{check.DurableBeforePromised}},
		"durable-before-promised: a vote on disk": {func(c *cluster) {
			c.votes(1, 2, 3, true)
			c.Promised(c.at(), 1, check.Promise{Term: 2, Vote: 3})
		}, nil},
		"durable-before-promised: entries": {func(c *cluster) {
			c.has(1, 0, 1)
			c.writes(1, 1, 1)
			c.Promised(c.at(), 1, check.Promise{Term: 1, Index: 2})
		}, []string{check.DurableBeforePromised}},
		"durable-before-promised: what was there before": {func(c *cluster) {
			c.has(1, 0, 1, 1)
			c.votes(1, 2, 0, true)
			c.writes(1, 1, 2)
			c.Promised(c.at(), 1, check.Promise{Term: 2, Index: 2})
		}, []string{check.DurableBeforePromised}},
		"durable-before-promised: a crash takes what was not durable": {func(c *cluster) {
			c.has(1, 0, 1)
			c.writes(1, 1, 1)
			c.Restarted(c.at(), 1, c.seq-1)
			require.EqualValues(t, 1, c.Last(1))
			c.Promised(c.at(), 1, check.Promise{Term: 1, Index: 1})
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCluster(3)
			x.story(c)
			require.Equal(t, append([]string{}, x.found...), c.properties())
			for s := range c.States {
				require.Equal(t, contains(x.found, s.Property), s.Standing == check.Violated)
			}
		})
	}
}

// committed has 1 lead term 2, with four entries of which it has applied three.
func committed(c *cluster) {
	c.has(1, 0, 1, 2, 2, 2)
	c.Led(c.at(), 1, 2)
	c.Committed(c.at(), 1, 3)
	for i := uint64(1); i <= 3; i++ {
		c.Applied(c.at(), 1, i, 5)
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func TestAViolationSaysWhoAndWhere(t *testing.T) {
	c := newCluster(3)
	c.has(1, 0, 1, 1, 2, 2).has(3, 0, 1, 1, 3)
	c.Led(c.at(), 1, 2)
	c.Committed(c.at(), 1, 4)
	c.Led(c.at(), 3, 4)
	require.Equal(t, []check.Violation{{Property: check.LeaderCompleteness, At: c.now, Node: 3, Term: 4, Index: 3}}, c.Found(),
		"the first index at which the leader of term 4 lacks what was committed")
}

func TestWhatFollowsIsNotToldOverAndOver(t *testing.T) {
	c := newCluster(3)
	for i := uint64(1); i <= 1000; i++ {
		c.Appended(c.at(), 1, i, 1, i)
		c.Appended(c.at(), 2, i, 1, i+5000)
	}
	require.Len(t, c.Found(), 1)
	require.EqualValues(t, 1, c.Found()[0].Index)
}

func TestAMonitorThatIsResetKnowsNothing(t *testing.T) {
	c := newCluster(2)
	c.Led(c.at(), 1, 1)
	c.Led(c.at(), 2, 1)
	c.Reset()
	require.Empty(t, c.Found())
	c.Led(c.at(), 2, 1)
	require.Empty(t, c.Found())
}
