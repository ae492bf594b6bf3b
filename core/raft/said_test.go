package raft

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// The most frequent messages, told from any other by their types, are what they
// were.
func TestMessageOfIsTheAssertion(t *testing.T) {
	for _, m := range []Message{AppendEntries{From: 1, Entries: []Entry{{Term: 3}}}, AppendAccepted{From: 2, Match: 7},
		Forward{From: 3, Seq: 9}, VoteReply{From: 4, Granted: true}} {
		got, ok := MessageOf(m)
		require.True(t, ok)
		require.Equal(t, m, got)
		from, _ := got.Says()
		require.NotZero(t, from)
	}
	_, ok := MessageOf("no message")
	require.False(t, ok)
	_, ok = MessageOf(nil)
	require.False(t, ok)
}

// A clone and its original go on saying things, and neither changes what the
// other has said.
func TestClonesGiveOutPlacesOfTheirOwn(t *testing.T) {
	a := New(Config{ID: 1, Peers: []ID{1}, Timeouts: Paper}, Stored{})
	say := func(s *Server, match Index) Message { return s.said.theAcceptance(&AppendAccepted{Match: match}) }
	say(a, 1)
	b := a.Clone()
	ofA, ofB := say(a, 2), say(b, 3)
	say(a, 4)
	say(b, 5)
	require.Equal(t, AppendAccepted{Match: 2}, ofA)
	require.Equal(t, AppendAccepted{Match: 3}, ofB)
}
