package mvcc_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/mvcc"
)

// A member that is ahead agrees with one that is behind on what both have.
func TestHashAtARevisionIsComparableBetweenMembers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := &pair{mvcc.New(mvcc.NewArena()), newModel()}
		if rapid.Bool().Draw(t, "compact") {
			p.put(t)
			p.put(t)
			p.compact(t)
		}
		behind := []*mvcc.Store{p.s.Clone()}
		for range rapid.IntRange(1, 8).Draw(t, "transactions") {
			p.txn(t)
			if rapid.Bool().Draw(t, "remembered") {
				p.s.Hash()
			}
			behind = append(behind, p.s.Clone())
		}
		for _, s := range behind {
			want := s.Hash()
			got, err := p.s.HashAt(s.Revision())
			require.NoError(t, err)
			require.Equal(t, want, got)
			got, err = s.HashAt(0)
			require.NoError(t, err)
			require.Equal(t, want, got)
		}
	})
}

func TestHashAtWhatCannotBeRead(t *testing.T) {
	s := newStore()
	for i := range 5 {
		put(s, fmt.Sprint("k", i), "v")
	}
	require.NoError(t, s.Compact(4))
	_, err := s.HashAt(3)
	require.Equal(t, mvcc.ErrCompacted, err)
	_, err = s.HashAt(7)
	require.Equal(t, mvcc.ErrFutureRev, err)
	four, err := s.HashAt(4)
	require.NoError(t, err)
	five, err := s.HashAt(5)
	require.NoError(t, err)
	require.NotEqual(t, four, five)
}
