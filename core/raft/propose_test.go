package raft

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// A window takes each number once, and every number that is not too far back.
func TestAWindowTakesEachNumberOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var w window
		base := rapid.Uint64Range(0, 1<<62).Draw(t, "base")
		taken := map[uint64]bool{}
		for range 400 {
			n := base + rapid.Uint64Range(1, 600).Draw(t, "n")
			tooFar := n+windowSize <= w.top
			require.Equal(t, !taken[n] && !tooFar, w.take(n), "%d with the highest %d", n, w.top)
			taken[n] = taken[n] || !tooFar
		}
	})
}

func TestAWindowMeetsItsFirstNumber(t *testing.T) {
	for _, first := range []uint64{1, windowSize - 1, windowSize, windowSize + 1, 1 << 63} {
		var w window
		require.True(t, w.take(first))
		require.False(t, w.take(first))
		require.True(t, w.take(first+1))
	}
}
