package raft

import (
	"fmt"
	"reflect"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
)

// What a slab holds is the same message as the language's own conversion makes:
// by its type, in comparisons and switches, and for the garbage collector.
func TestSlabsConvertAsTheLanguageDoes(t *testing.T) {
	var appends slab[AppendEntries]
	var acceptances slab[AppendAccepted]
	var reasons slab[KeepEntries]
	var messages []Message
	var whys []Reason
	for i := range Index(300) {
		messages = append(messages, asMessage(anAppend, appends.keep(&AppendEntries{From: 1, PrevIndex: i, Entries: []Entry{{Term: Term(i)}}})),
			asMessage(anAcceptance, acceptances.keep(&AppendAccepted{From: 2, Match: i})))
		whys = append(whys, asReason(aWrite, reasons.keep(&KeepEntries{From: i, To: i + 1})))
	}
	runtime.GC()
	for i := range Index(300) {
		sent := messages[2*i]
		require.Equal(t, Message(AppendEntries{From: 1, PrevIndex: i, Entries: []Entry{{Term: Term(i)}}}), sent)
		require.Equal(t, reflect.TypeFor[AppendEntries](), reflect.TypeOf(sent))
		from, _ := sent.Says()
		require.Equal(t, ID(1), from)
		require.True(t, messages[2*i+1] == Message(AppendAccepted{From: 2, Match: i}))
		accepted, ok := messages[2*i+1].(AppendAccepted)
		require.True(t, ok)
		require.Equal(t, i, accepted.Match)
		require.True(t, whys[i] == Reason(KeepEntries{From: i, To: i + 1}))
		require.Equal(t, fmt.Sprint(KeepEntries{From: i, To: i + 1}), fmt.Sprint(any(whys[i])))
	}
	require.Equal(t, AppendEntries{}, anAppend, "what the words are taken from stays")
}

// A clone and its original go on saying things, and neither changes what the
// other has said.
func TestClonesGiveOutPlacesOfTheirOwn(t *testing.T) {
	a := New(Config{ID: 1, Peers: []ID{1}, Timeouts: Paper}, Stored{})
	say := func(s *Server, match Index) Message { return s.said.theAcceptance(AppendAccepted{Match: match}) }
	say(a, 1)
	b := a.Clone()
	ofA, ofB := say(a, 2), say(b, 3)
	say(a, 4)
	say(b, 5)
	require.Equal(t, AppendAccepted{Match: 2}, ofA)
	require.Equal(t, AppendAccepted{Match: 3}, ofB)
}
