package raft_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
)

var rewrite = flag.Bool("rewrite", false, "write the transcripts in testdata anew")

// The transcripts are whole runs to be read: the time in ms, then what happens
// to a server (! an event, ← a message) and what it brings about.
func TestTranscripts(t *testing.T) {
	for name, story := range map[string]func(n *network){
		"first-election": func(n *network) {
			n.start()
			n.until(1000*ms, n.settled)
		},
		"lost-message": func(n *network) {
			n.settledQuietly()
			lost := false
			n.drop = func(to raft.ID, m raft.Message) bool {
				a, ok := m.(raft.AppendEntries)
				hit := ok && !lost && to != n.leader().config.ID%3+1 && len(a.Entries) > 0
				lost = lost || hit
				return hit
			}
			n.propose(n.leader())
			n.run(120 * ms)
		},
		"fast-backtracking": func(n *network) { // Figure 7, (f)
			n.node(1).stored = raft.Stored{Term: 7, Commit: 3, Log: logOf(1, 1, 1, 4, 4, 5, 5, 6, 6, 6)}
			n.node(2).stored = raft.Stored{Term: 7, Commit: 3, Log: logOf(1, 1, 1, 4, 4, 5, 5, 6, 6, 6)}
			n.node(3).stored = raft.Stored{Term: 7, Commit: 3, Log: logOf(1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3)}
			n.start()
			n.timeOut(1)
			n.run(145 * ms)
		},
		"crash-before-durable": func(n *network) {
			n.settledQuietly()
			n.slowDisks(30 * ms)
			leader := n.leader()
			follower := n.node(leader.config.ID%3 + 1)
			n.propose(leader)
			n.run(20 * ms) // the entry is in the follower's log, and not on its disk
			follower.crash()
			n.run(5 * ms)
			follower.start()
			n.run(150 * ms)
		},
		"pre-vote": func(n *network) { // a follower that cannot hear the leader asks, and is told that there is one
			n.withOptions(raft.Options{PreVote: true})
			n.settledQuietly()
			leader := n.leader().config.ID
			n.cut(leader, leader%3+1, true)
			n.until(400*ms, func() bool { return n.node(leader%3+1).server.Role() == raft.PreCandidate })
			n.run(20 * ms)
			n.cut(leader, leader%3+1, false)
			n.run(60 * ms)
		},
		"transfer": func(n *network) { // under pre-vote, beside followers that keep their leader
			n.withOptions(raft.Options{PreVote: true, CheckQuorum: true, KeepLeader: true})
			n.settledQuietly()
			leader := n.leader()
			n.propose(leader)
			leader.step(raft.Transfer{To: leader.config.ID%3 + 1})
			n.propose(leader)
			n.run(100 * ms)
		},
		"snapshot": func(n *network) { // a follower comes back to a log that begins after what it has
			n.withOptions(raft.Options{SnapshotEvery: 3, SnapshotTrail: 1, SnapshotChunk: 600})
			n.settledQuietly()
			leader := n.leader()
			n.node(leader.config.ID%3 + 1).crash()
			for range 3 {
				n.propose(leader)
			}
			n.run(60 * ms)
			n.node(leader.config.ID%3 + 1).start()
			n.run(140 * ms)
		},
		"joint-consensus": func(n *network) { // one voter in the place of another
			n.nodes = append(n.nodes, &node{net: n, config: n.nodes[0].config})
			n.node(4).config.ID, n.node(4).config.Seed = 4, 1004
			n.withOptions(raft.Options{Membership: true})
			n.settledQuietly()
			leader := n.leader()
			n.change(leader, raft.Change{Kind: raft.AddVoter, ID: 4}, raft.Change{Kind: raft.RemoveServer, ID: leader.config.ID})
			n.run(130 * ms)
		},
	} {
		t.Run(name, func(t *testing.T) {
			n := newNetwork(1, 3)
			n.script = &strings.Builder{}
			story(n)
			require.Empty(t, n.checks.violations)
			file := filepath.Join("testdata", name+".txt")
			if *rewrite {
				require.NoError(t, os.WriteFile(file, []byte(n.script.String()), 0o644))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			require.Equal(t, string(want), n.script.String(), "renew it with go test -run Transcripts -rewrite, and read what changes")
		})
	}
}

// settledQuietly leads up to a story that is not about the first election.
func (n *network) settledQuietly() {
	script := n.script
	n.script = nil
	n.start()
	n.until(1000*ms, n.settled)
	n.run(25 * ms)
	n.script = script
}
