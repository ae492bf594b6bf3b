package raft_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
)

// withOptions has every server use the given extensions.
func (n *network) withOptions(o raft.Options) *network {
	for _, s := range n.nodes {
		s.config.Options = o
	}
	return n
}

// anyOptions draws a mixture of extensions.
func anyOptions(seed uint64) raft.Options {
	rng := rand.New(rand.NewPCG(seed, 11))
	yes := func() bool { return rng.IntN(2) == 0 }
	o := raft.Options{PreVote: yes(), CheckQuorum: yes(), KeepLeader: yes(), BatchReads: yes()}
	if yes() {
		o.Lease = 140 * ms
	}
	if yes() {
		o.SnapshotEvery, o.SnapshotTrail, o.SnapshotChunk = raft.Index(1+rng.IntN(10)), raft.Index(rng.IntN(6)), uint64(200+rng.IntN(1000))
	}
	if yes() {
		o.MessageEntries, o.MessageBytes = uint64(rng.IntN(6)), uint64(rng.IntN(40))
		o.InflightMessages, o.InflightBytes, o.UncommittedBytes = uint64(rng.IntN(5)), uint64(rng.IntN(60)), uint64(rng.IntN(100))
	}
	return o
}

// givenWith, candidateWith and leaderWith are given, candidate and leader with
// extensions.
func givenWith(o raft.Options, term raft.Term, vote raft.ID, log []raft.Term, events ...raft.Event) *raft.Server {
	s := given(term, vote, log)
	s.SetOptions(o)
	for _, e := range events {
		s.Step(0, e, nowhere{})
	}
	return s
}

func leaderWith(o raft.Options, term raft.Term, log []raft.Term, events ...raft.Event) *raft.Server {
	s := leader(term, log)
	s.SetOptions(o)
	for _, e := range events {
		s.Step(0, e, nowhere{})
	}
	return s
}

// administer does now and then what those who run a cluster do.
func (n *network) administer() {
	if n.also != nil {
		n.also()
	}
	s := n.nodes[n.rng.IntN(len(n.nodes))]
	if s.server == nil || s.paused {
		return
	}
	switch n.rng.IntN(20) {
	case 0:
		s.step(raft.Transfer{To: raft.ID(1 + n.rng.IntN(len(n.nodes)))})
	}
}

// requireLive has the healed cluster elect a leader and apply an entry and
// answer a read everywhere.
func (n *network) requireLive(t *testing.T, name string, seed uint64) {
	t.Helper()
	require.True(t, n.until(10_000*ms, n.settled), "%s, seed %d: no leader", name, seed)
	p := n.propose(n.leader())
	r := n.checks.answered
	n.read(n.leader())
	require.True(t, n.until(3_000*ms, func() bool {
		at, ok := n.checks.where[p]
		for _, s := range n.nodes {
			ok = ok && (!n.leader().counts(s.config.ID) || s.server.Applied() >= at)
		}
		return ok && n.checks.answered > r
	}), "%s, seed %d: nothing is applied or read", name, seed)
	require.Empty(t, n.checks.violations, "%s, seed %d", name, seed)
}

func TestThePropertiesHoldWithAnyExtensions(t *testing.T) {
	entries, leaders := 0, 0
	for seed := uint64(1); seed <= *runs; seed++ {
		n := newStorm(seed).withOptions(anyOptions(seed))
		n.storm(2500*ms, n.administer)
		require.Empty(t, n.checks.violations, "seed %d", seed)
		n.requireLive(t, "any", seed)
		entries, leaders = entries+len(n.checks.applied), leaders+len(n.checks.leaders)
	}
	t.Logf("%d runs: %d entries, %d leaders", *runs, entries, leaders)
}

func optionScript(seed uint64, each func(s *node)) string {
	n := newStorm(seed).withOptions(anyOptions(seed))
	n.script = &strings.Builder{}
	turn := 0
	n.storm(1500*ms, func() {
		turn++
		n.administer()
		if s := n.nodes[turn%len(n.nodes)]; s.server != nil && each != nil {
			each(s)
		}
	})
	return n.script.String()
}

// sameWhatever requires that a run goes the same if its servers are encoded and decoded
// on the way, or cloned, and either side is used.
func sameWhatever(t *testing.T, seeds uint64, script func(seed uint64, each func(s *node)) string) {
	for seed := uint64(1); seed <= seeds; seed++ {
		want := script(seed, nil)
		require.Equal(t, want, script(seed, func(s *node) {
			b := encoded(s.server)
			s.server = decoded(t, b)
			require.Equal(t, b, encoded(s.server))
		}), "decoded, seed %d", seed)
		require.Equal(t, want, script(seed, func(s *node) { disturb(s, s.server.Clone()) }), "the clone is used, seed %d", seed)
		require.Equal(t, want, script(seed, func(s *node) {
			original := s.server
			s.server = original.Clone()
			disturb(s, original)
		}), "the original is used, seed %d", seed)
	}
}

func TestExtensionsAreEncodedAndCloned(t *testing.T) { sameWhatever(t, 60, optionScript) }

func TestExtensionsCanBeSwitchedInTheMiddleOfARun(t *testing.T) {
	for seed := uint64(1); seed <= 200; seed++ {
		n := newStorm(seed)
		turn := uint64(0)
		n.storm(1500*ms, func() {
			turn++
			s := n.nodes[n.rng.IntN(len(n.nodes))]
			if s.config.Options = anyOptions(seed*1000 + turn); s.server != nil {
				s.server.SetOptions(s.config.Options)
				require.Equal(t, s.config.Options, s.server.Options())
			}
		})
		require.Empty(t, n.checks.violations, "seed %d", seed)
		n.requireLive(t, "switched", seed)
	}
}

// changesOf reads the payloads that tables use for changes of the membership:
// two digits a change, its kind and its server.
func changesOf(p raft.Payload) (list []raft.Change) {
	for ; p > 0; p /= 100 {
		list = append(list, raft.Change{Kind: raft.ChangeKind(p / 10 % 10), ID: raft.ID(p % 10)})
	}
	return list
}
