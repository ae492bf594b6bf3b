package raft_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/raft"
)

// someWrite draws a write of entries of a term, each with the next payload.
func someWrite(t *rapid.T, from raft.Index, term raft.Term, next *raft.Payload) raft.Write {
	w := raft.Write{From: from}
	for range rapid.IntRange(0, 300).Draw(t, "entries") {
		*next++
		w.Entries = append(w.Entries, raft.Entry{Term: term, Payload: *next})
	}
	return w
}

// A log is a slice of entries, whatever was cloned from it in between.
func TestLogsBehaveAsSlices(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type pair struct {
			stored raft.Stored
			model  []raft.Entry
		}
		all := []*pair{{}}
		next := raft.Payload(0)
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			p := all[rapid.IntRange(0, len(all)-1).Draw(t, "which")]
			if rapid.Bool().Draw(t, "clone") {
				all = append(all, &pair{stored: p.stored.Clone(), model: append([]raft.Entry(nil), p.model...)})
				continue
			}
			from := rapid.IntRange(1, len(p.model)+1).Draw(t, "from")
			w := someWrite(t, raft.Index(from), raft.Term(len(all)), &next)
			w.Apply(&p.stored)
			p.model = append(p.model[:from-1:from-1], w.Entries...)
		}
		for _, p := range all {
			last := len(p.model)
			require.Equal(t, raft.Index(last), p.stored.Log.Last())
			from, to := rapid.IntRange(1, last+1).Draw(t, "slice from"), rapid.IntRange(0, last).Draw(t, "to")
			require.Equal(t, append([]raft.Entry(nil), p.model[min(from-1, to):to]...), p.stored.Log.Slice(raft.Index(from), raft.Index(to)))
			for i, e := range p.model {
				got, ok := p.stored.Log.At(raft.Index(i + 1))
				require.True(t, ok)
				require.Equal(t, e, got)
			}
			require.Zero(t, p.stored.Log.Term(0))
			require.Zero(t, p.stored.Log.Term(raft.Index(last+1)))
			_, ok := p.stored.Log.At(raft.Index(last + 1))
			require.False(t, ok)
		}
	})
}
