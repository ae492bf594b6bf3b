package raft_test

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
)

// bytesCoder is a raft.Payloads over bytes, for which a payload is its number.
type bytesCoder struct {
	bytes    []byte
	decoding bool
	err      error
}

func (c *bytesCoder) Decoding() bool { return c.decoding }

func (c *bytesCoder) Fail(format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf(format, args...)
	}
}

func (c *bytesCoder) Uint64(v *uint64) {
	if !c.decoding {
		c.bytes = binary.AppendUvarint(c.bytes, *v)
		return
	}
	*v = 0
	if c.err != nil {
		return
	}
	u, n := binary.Uvarint(c.bytes)
	if n <= 0 {
		c.Fail("cut short")
		return
	}
	*v, c.bytes = u, c.bytes[n:]
}

func (c *bytesCoder) Bool(v *bool) {
	var u uint64
	if *v {
		u = 1
	}
	c.Uint64(&u)
	*v = u == 1
}

func (c *bytesCoder) Len(n int) int {
	u := uint64(n)
	c.Uint64(&u)
	if c.decoding && u > uint64(len(c.bytes)) {
		c.Fail("a list of %d in %d bytes", u, len(c.bytes))
		return 0
	}
	return int(u)
}

func (c *bytesCoder) Payload(p *raft.Payload) {
	u := uint64(*p)
	c.Uint64(&u)
	*p = raft.Payload(u)
}

func encoded(s *raft.Server) []byte {
	c := &bytesCoder{}
	s.Code(c)
	return c.bytes
}

func decoded(t require.TestingT, b []byte) *raft.Server {
	c := &bytesCoder{bytes: b, decoding: true}
	s := new(raft.Server)
	s.Code(c)
	require.NoError(t, c.err)
	require.Empty(t, c.bytes)
	return s
}

// nowhere takes effects and forgets them.
type nowhere struct{}

func (nowhere) Send(raft.ID, raft.Message, raft.Reason)           {}
func (nowhere) Write(raft.Write, raft.Reason)                     {}
func (nowhere) SetTimer(raft.Timer, raft.Time)                    {}
func (nowhere) StopTimer(raft.Timer)                              {}
func (nowhere) Become(raft.Role, raft.Term, raft.ID, raft.Reason) {}
func (nowhere) Vote(raft.ID, raft.Reason)                         {}
func (nowhere) Commit(raft.Index, raft.Reason)                    {}
func (nowhere) Apply(raft.Index, raft.Index)                      {}
func (nowhere) ReadReady(uint64, raft.Index)                      {}
func (nowhere) Snapshot(raft.Index)                               {}
func (nowhere) Restore(raft.Snapshot)                             {}
func (nowhere) Changes(p raft.Payload) []raft.Change              { return changesOf(p) }
func (nowhere) Drop(raft.Event, raft.Reason)                      {}

// stormScript returns all that happens in a storm, each happens at random
// moments to a server that is up.
func stormScript(seed uint64, rules raft.Rules, each func(s *node)) string {
	n := newStorm(seed).withRules(rules)
	n.script = &strings.Builder{}
	turn := 0
	n.storm(1500*ms, func() {
		turn++
		if s := n.nodes[turn%len(n.nodes)]; s.server != nil && each != nil {
			each(s)
		}
	})
	return n.script.String()
}

// everyRules are Raft, each rule off, and all rules off.
func everyRules() []raft.Rules {
	list := []raft.Rules{0}
	all := raft.Rules(0)
	for _, info := range raft.AllRules() {
		list, all = append(list, raft.Rules(0).Without(info.Rule)), all.Without(info.Rule)
	}
	return append(list, all)
}

func TestARunIsAFunctionOfItsSeed(t *testing.T) {
	require.Equal(t, stormScript(5, 0, nil), stormScript(5, 0, nil))
	require.NotEqual(t, stormScript(5, 0, nil), stormScript(10, 0, nil))
}

func TestADecodedServerGoesOnAsTheOneThatWasEncoded(t *testing.T) {
	for _, rules := range everyRules() {
		for seed := uint64(1); seed <= 12; seed++ {
			want := stormScript(seed, rules, nil)
			got := stormScript(seed, rules, func(s *node) {
				b := encoded(s.server)
				s.server = decoded(t, b)
				require.Equal(t, b, encoded(s.server))
			})
			require.Equal(t, want, got, "seed %d, rules %b", seed, rules)
		}
	}
}

// disturb lets much happen to a server that is not the node's own.
func disturb(s *node, server *raft.Server) {
	for i := range raft.Time(5) {
		server.Step(s.net.now, raft.Timeout{Timer: raft.ElectionTimer}, nowhere{})
		server.Step(s.net.now, raft.Propose{Payload: 666}, nowhere{})
		server.Step(s.net.now, raft.Read{Seq: 666}, nowhere{})
		server.Step(s.net.now, raft.Transfer{To: 1}, nowhere{})
		server.Step(s.net.now, raft.Written{Seq: 1 << 40}, nowhere{})
		server.Step(s.net.now, raft.AppendEntries{From: 2, Term: server.Term() + 1, Entries: []raft.Entry{{Term: server.Term() + 1, Payload: 666}}}, nowhere{})
		server.Step(s.net.now+i, raft.Propose{Payload: 666}, nowhere{})
	}
}

func TestCloneAndOriginalGoOnIndependently(t *testing.T) {
	for seed := uint64(1); seed <= 40; seed++ {
		want := stormScript(seed, 0, nil)
		require.Equal(t, want, stormScript(seed, 0, func(s *node) { disturb(s, s.server.Clone()) }), "the clone is used, seed %d", seed)
		require.Equal(t, want, stormScript(seed, 0, func(s *node) {
			original := s.server
			s.server = original.Clone()
			disturb(s, original)
		}), "the original is used, seed %d", seed)
	}
}

func TestACloneAnswersItsOwnReads(t *testing.T) {
	original := leader(3, nil, accepted(2, 4, 1, 0), accepted(3, 4, 1, 0), raft.Read{Seq: 1}, raft.Read{Seq: 2})
	clone := original.Clone()
	for _, s := range []*raft.Server{clone, original} {
		out := &recorder{}
		for round := uint64(1); round <= 2; round++ {
			s.Step(0, accepted(2, 4, 1, round), out)
			s.Step(0, accepted(3, 4, 1, round), out)
		}
		require.Equal(t, []string{"read 1 at 1", "read 2 at 1"}, out.lines)
	}
}

func TestStoredGoesOnApartFromTheServerThatBeganWithIt(t *testing.T) {
	stored := raft.Stored{Term: 1, Log: logOf(1, 1, 1)}
	s := raft.New(raft.Config{ID: 1, Peers: []raft.ID{1, 2}, Timeouts: raft.Paper}, stored)
	s.Start(0, nowhere{})
	s.Step(0, raft.AppendEntries{From: 2, Term: 2, PrevIndex: 1, PrevTerm: 1, Entries: []raft.Entry{{Term: 2}, {Term: 2}, {Term: 2}}}, nowhere{})
	require.Equal(t, []raft.Term{1, 2, 2, 2}, terms(s.Log()))
	require.Equal(t, []raft.Term{1, 1, 1}, terms(&stored.Log), "the write is not durable yet")
	raft.Write{Term: 2, From: 3, Entries: []raft.Entry{{Term: 9}}}.Apply(&stored)
	require.Equal(t, []raft.Term{1, 2, 2, 2}, terms(s.Log()))
	clone := stored.Clone()
	raft.Write{Term: 2, From: 1, Entries: []raft.Entry{{Term: 7}}}.Apply(&stored)
	require.Equal(t, []raft.Term{1, 1, 9}, terms(&clone.Log))
	require.Equal(t, []raft.Term{7}, terms(&stored.Log))
}

func TestStoredAndWriteAreCoded(t *testing.T) {
	stored := raft.Stored{Term: 3, Vote: 2, Commit: 1, Log: logOf(1, 3), Snapshot: raft.Snapshot{Index: 1, Term: 1, Payload: 8, Size: 9}}
	raft.Write{Term: 3, Vote: 2, Commit: 1, Compact: 1}.Apply(&stored)
	write := raft.Write{Seq: 7, Term: 3, Vote: 2, Commit: 1, From: 3, Entries: []raft.Entry{{Term: 3, Payload: 5, Size: 9, Kind: raft.ConfigChange}}, Compact: 1, Snapshot: &raft.Snapshot{Index: 2, Term: 3, Payload: 4, Size: 5}}
	c := &bytesCoder{}
	stored.Code(c)
	write.Code(c)
	var storedAgain raft.Stored
	var writeAgain raft.Write
	c.decoding = true
	storedAgain.Code(c)
	writeAgain.Code(c)
	require.NoError(t, c.err)
	require.Empty(t, c.bytes)
	require.Equal(t, write, writeAgain)
	require.Equal(t, stored.Log.Slice(1, 9), storedAgain.Log.Slice(1, 9))
	stored.Log, storedAgain.Log = raft.Log{}, raft.Log{}
	require.Equal(t, stored, storedAgain)
}

func TestEveryMessageIsCoded(t *testing.T) {
	for _, m := range []raft.Message{
		raft.RequestVote{From: 1, Term: 2, LastIndex: 3, LastTerm: 4},
		raft.VoteReply{From: 1, Term: 2, Granted: true},
		raft.PreVote{From: 1, Term: 2, LastIndex: 3, LastTerm: 4},
		raft.RequestVote{From: 1, Term: 2, Transfer: true},
		raft.TimeoutNow{From: 1, Term: 2},
		raft.InstallSnapshot{From: 1, Term: 2, Snapshot: raft.Snapshot{Index: 3, Term: 4, Payload: 5, Size: 6}, Offset: 7, Length: 8},
		raft.SnapshotReply{From: 1, Term: 2, Index: 3, Received: 4},
		raft.PreVoteReply{From: 1, Term: 2, Asked: 3, Granted: true},
		raft.AppendEntries{From: 1, Term: 2, PrevIndex: 3, PrevTerm: 4, Commit: 5, Round: 6, Entries: []raft.Entry{{Term: 7, Payload: 8, Size: 9, Kind: raft.NoOp}}},
		raft.AppendAccepted{From: 1, Term: 2, Match: 3, Round: 4},
		raft.AppendRefused{From: 1, Term: 2, PrevIndex: 3, Last: 4, ConflictTerm: 5, ConflictIndex: 6, Round: 7},
		raft.Forward{From: 1, Term: 2, Seq: 3, Proposal: raft.Propose{Kind: raft.ConfigChange, Payload: 4, Size: 5}},
		raft.ReadRequest{From: 1, Term: 2, Seq: 3},
		raft.ReadReply{From: 1, Term: 2, Seq: 3, Index: 4},
	} {
		c := &bytesCoder{}
		raft.CodeMessage(c, &m)
		c.decoding = true
		var again raft.Message
		raft.CodeMessage(c, &again)
		require.NoError(t, c.err)
		require.Equal(t, m, again)
	}
}

// FuzzDecode decodes anything, and lets everything happen to what comes of it.
func FuzzDecode(f *testing.F) {
	for seed := uint64(1); seed <= 12; seed++ {
		n := newStorm(seed)
		n.storm(300*ms, func() {
			for _, s := range n.nodes {
				if s.server != nil && n.rng.IntN(10) == 0 {
					f.Add(encoded(s.server))
				}
			}
		})
	}
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		c := &bytesCoder{bytes: data, decoding: true}
		s := new(raft.Server)
		s.Code(c)
		var m raft.Message
		raft.CodeMessage(c, &m)
		events := []raft.Event{m}
		peers := []raft.ID{1, 2}
		if len(s.Peers()) > 0 {
			peers = append(peers, s.Peers()[0].ID)
		}
		for _, p := range peers {
			events = append(events,
				raft.AppendAccepted{From: p, Term: s.Term(), Match: 1 << 60, Round: 1 << 60},
				raft.AppendRefused{From: p, Term: s.Term(), PrevIndex: s.Log().Last(), Last: 1 << 60, ConflictTerm: 1},
				raft.Read{Seq: 1}, raft.Propose{}, raft.Written{Seq: 1 << 62}, raft.Timeout{Timer: raft.HeartbeatTimer},
				raft.ReadRequest{From: p, Term: s.Term()}, raft.ReadReply{From: p, Term: s.Term()},
				raft.Forward{From: p, Term: s.Term(), Seq: 1 << 63},
				raft.AppendEntries{From: p, Term: s.Term() + 1, PrevIndex: s.Log().Last() / 2, PrevTerm: s.Log().Term(s.Log().Last() / 2), Commit: 1 << 60, Entries: []raft.Entry{{Term: s.Term() + 1}}},
				raft.Timeout{Timer: raft.ElectionTimer}, raft.Written{Seq: 1 << 63},
				raft.InstallSnapshot{From: p, Term: s.Term(), Snapshot: raft.Snapshot{Index: s.Commit() + 5, Term: 1, Size: 1}, Length: 1},
				raft.Snapshotted{Index: s.Applied()}, raft.Propose{Kind: raft.ConfigChange, Payload: 2106}, raft.SnapshotReply{From: p, Term: s.Term(), Index: 1, Received: 1},
				raft.Transfer{To: p}, raft.TimeoutNow{From: p, Term: s.Term()}, raft.PreVote{From: p, Term: s.Term()}, raft.PreVoteReply{From: p, Term: s.Term(), Asked: s.Term(), Granted: true},
				raft.VoteReply{From: p, Term: s.Term() + 1, Granted: true}, raft.RequestVote{From: p, Term: s.Term() + 1, LastTerm: 1 << 60})
		}
		for _, e := range events {
			s.Step(1, e, nowhere{})
			s.Clone()
		}
		_ = s.Role().String()
		decodedAgain := new(raft.Server)
		decodedAgain.Code(&bytesCoder{bytes: encoded(s), decoding: true})
	})
}
