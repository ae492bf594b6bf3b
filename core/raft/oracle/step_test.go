package oracle

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
)

// cases is how many states and messages are compared.
const cases = 20_000

// TestOneServerDoesWhatEtcdsDoes brings a server of each kind into the same
// state, by what is on its disk and what it has been told since, and gives it
// one message after the other for as long as the two are in the same state.
func TestOneServerDoesWhatEtcdsDoes(t *testing.T) {
	c := comparison{explained: make([]int, len(differences)), kinds: map[string]int{}}
	for seed := uint64(0); c.compared < cases; seed++ {
		require.Empty(t, c.compare(seed))
	}
	for i, d := range differences {
		require.NotZero(t, c.explained[i], "the list of differences has one that never shows: %s", d.what)
	}
	if testing.Verbose() {
		t.Log(c.summary())
	}
}

// What the comparison is worth: it finds each rule missing that one server
// alone can break.
func TestAServerWithoutARuleIsTold(t *testing.T) {
	for _, rule := range []raft.Rule{raft.VoteOnce, raft.LogUpToDate, raft.CommitOwnTerm, raft.ConsistencyCheck, raft.StepDown,
		raft.QuorumIsMajority, raft.ReadQuorum, raft.ReadOwnTerm, raft.SnapshotLate} {
		t.Run(rule.String(), func(t *testing.T) {
			c := comparison{rules: raft.Rules(0).Without(rule), explained: make([]int, len(differences)), kinds: map[string]int{}}
			for seed := uint64(0); c.compared < cases; seed++ {
				if c.compare(seed) != "" {
					return
				}
			}
			t.Fatalf("nothing shows in %d states and messages", c.compared)
		})
	}
}

// comparison counts what is compared.
type comparison struct {
	rules     raft.Rules
	compared  int
	explained []int // by the differences
	kinds     map[string]int
}

// compare compares what a seed gives, and says where the two differ beyond what
// is listed.
func (c *comparison) compare(seed uint64) string {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 3)), elect: seed%3 == 0}
	s := g.stored()
	mine, other := newOurs(self, s, c.rules), newTheirs(self, s)
	start, theirStart := mine.outcome(), other.outcome()
	if start.String() != theirStart.String() {
		return fmt.Sprintf("seed %d: %+v\nours starts as\n%s\netcd's as\n%s", seed, s, start, theirStart)
	}
	before, heard := start.state, false
	var history []message
	// A snapshot of the leader's ends a case: what the log stood on is gone.
	for step := 0; step < 12 && before.first == s.snapshot+1; step++ {
		m := g.next(&before, s)
		mine.give(m)
		other.give(m)
		heard = heard || before.leader > self
		is := given{stored: s, before: before, heard: heard || before.role == "leader", m: m, ours: mine.outcome(), theirs: other.outcome()}
		untrue := is.ours.untrue(s.snapshotTerm)
		after, alike := is.ours.state, is.ours.state.String() == is.theirs.state.String()
		for i, d := range differences {
			if d.shows(&is) {
				c.explained[i]++
				alike = alike && !is.hidden
			}
		}
		c.compared++
		c.kinds[before.role+" "+string(m.kind)]++
		if is.ours.String() != is.theirs.String() || untrue != "" {
			return fmt.Sprintf("seed %d: %+v, told %v\nwas %s\nis told %s\n%sours is     %s\nand must be %s", seed, s, history, before, m, untrue, is.ours, is.theirs)
		}
		if !alike {
			break
		}
		history = append(history, m)
		before = after
	}
	return ""
}

// shows rewrites what a difference is about, and reports whether there was any.
func (d difference) shows(is *given) bool {
	mine, other := is.ours.String(), is.theirs.String()
	is.hidden = false
	d.rewrite(is)
	return is.hidden || is.ours.String() != mine || is.theirs.String() != other
}

// untrue returns an append that says what is not in the sender's log, if there
// is one, among those that are not compared too.
func (o *outcome) untrue(base uint64) string {
	for _, m := range o.said {
		if m.kind != appendEntries {
			continue
		}
		term := o.termAt(m.index)
		if m.index == o.first-1 {
			term = base
		}
		from := m.index + 1 - o.first
		if m.index < o.first-1 || m.logTerm != term || m.commit > o.commit ||
			from+uint64(len(m.entries)) > uint64(len(o.log)) || !slices.Equal(m.entries, o.log[from:][:len(m.entries)]) {
			return fmt.Sprintf("and says what is not so: %s\n", m)
		}
	}
	return ""
}

func (c *comparison) summary() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d states and messages\n", c.compared)
	for i, d := range differences {
		fmt.Fprintf(&b, "%6d  %s\n", c.explained[i], d.what)
	}
	for _, name := range slices.Sorted(maps.Keys(c.kinds)) {
		fmt.Fprintf(&b, "%6d  %s\n", c.kinds[name], name)
	}
	return b.String()
}
