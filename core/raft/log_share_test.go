package raft

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestClonedLogsShareWhatNeitherWrites(t *testing.T) {
	var a Log
	for range 10*chunkEntries + 5 {
		a.append(Entry{Term: 1})
	}
	b := a.Clone()
	require.Equal(t, 11, sharedChunks(&a, &b))
	b.append(Entry{Term: 2})
	require.Equal(t, 10, sharedChunks(&a, &b), "b has its own copy of the chunk that it writes into")
	a.truncate(3 * chunkEntries)
	a.append(Entry{Term: 3})
	require.Equal(t, 3, sharedChunks(&a, &b))
	require.Equal(t, Term(1), b.Term(3*chunkEntries+1))
	require.Equal(t, Term(3), a.Term(3*chunkEntries+1))
}

func sharedChunks(a, b *Log) int {
	n := 0
	for i := range min(len(a.chunks), len(b.chunks)) {
		if a.chunks[i] == b.chunks[i] {
			n++
		}
	}
	return n
}
