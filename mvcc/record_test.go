package mvcc

import (
	"fmt"
	"math/bits"
	"testing"

	"github.com/stretchr/testify/require"
)

// hops walks as newest does, and counts.
func hops(s *slab, head uint32, rev int64) (n int) {
	for i := head; s.at(i).main > rev; n++ {
		if r := s.at(i); s.at(r.jump).main > rev {
			i = r.jump
		} else {
			i = r.prev
		}
	}
	return n
}

func TestAnyRevisionIsFoundInLogarithmicallyManySteps(t *testing.T) {
	for _, compactAt := range []int64{0, 50, 99_000} {
		t.Run(fmt.Sprint("compacted at ", compactAt), func(t *testing.T) {
			s := New(NewArena())
			for i := range 100_000 {
				if int64(i) == compactAt && i > 0 {
					require.NoError(t, s.Compact(s.rev-10))
				}
				s.Put("k", 0, 0)
			}
			it, _ := s.index.Get(itemOf("k"))
			most := 0
			for rev := max(s.compacted, 2); rev <= s.rev; rev += 97 {
				most = max(most, hops(&s.records, it.head, rev))
				require.Equal(t, rev, s.records.at(s.records.newest(it.head, rev)).main)
			}
			require.LessOrEqual(t, most, 3*bits.Len(100_000))
		})
	}
}

func TestSlabKeepsPlaces(t *testing.T) {
	s, arena := newSlab(), NewArena()
	for i := range 1000 {
		s.push(&record{main: int64(i + 1)}, arena)
	}
	kept := make([]uint64, 500>>blockBits+1)
	for i := uint32(1); i < 500; i += 3 {
		kept[i>>blockBits] |= 1 << (i & blockMask)
	}
	before := s
	s.retain(kept, 500)
	rank, n := s.ranks(), uint32(0)
	for i := uint32(1); i <= 1000; i++ {
		require.Equal(t, int64(i), before.at(i).main, "the clone keeps all")
		if i < 500 && i%3 != 1 {
			require.Same(t, &none, s.at(i))
			continue
		}
		n++
		require.Equal(t, int64(i), s.at(i).main)
		require.Equal(t, n, rank(i))
	}
	require.Equal(t, int(n), s.count)
	require.Equal(t, &before.full[12].recs[0], &s.full[12].recs[0], "what loses nothing stays shared")
	require.Len(t, s.full[2].recs, bits.OnesCount64(s.full[2].kept), "what loses something gives back its memory")

	before = s
	s.retain(make([]uint64, 500>>blockBits+1), 500)
	require.Equal(t, 500>>blockBits, s.gone)
	require.Len(t, s.full, len(before.full)-s.gone, "nothing is left of the first blocks")
	require.Equal(t, uint32(500), s.next(0))
	require.Equal(t, 501, s.count)
	for i := range 3 * blockLen {
		s.push(&record{main: int64(1001 + i)}, arena)
	}
	rank = s.ranks()
	for i := uint32(1); i < s.n; i++ {
		if i < 500 {
			require.Same(t, &none, s.at(i))
			continue
		}
		require.Equal(t, int64(i), s.at(i).main)
		require.Equal(t, i-499, rank(i))
	}
	require.Equal(t, int64(499), before.at(499).main, "the clone keeps what it had")
}

func TestStoresWithTheSameHistoryKeepItOnce(t *testing.T) {
	arena := NewArena()
	stores := []*Store{New(arena), New(arena), New(arena)}
	put := func(s *Store, i int) { s.Put("k", arena.Add([]byte{byte(i)}), 0) }
	for i := range 4 * blockLen {
		for _, s := range stores {
			put(s, i)
		}
	}
	other := New(arena)
	for i := range 4 * blockLen {
		put(other, i+1)
	}
	for c := range 4 {
		for _, s := range stores[1:] {
			require.Same(t, &stores[0].records.full[c].recs[0], &s.records.full[c].recs[0])
		}
		require.NotSame(t, &stores[0].records.full[c].recs[0], &other.records.full[c].recs[0])
	}
	require.NoError(t, stores[1].Compact(3*blockLen))
	for i := 1; i < 4*blockLen; i++ {
		require.Equal(t, int64(i+1), stores[0].records.at(uint32(i)).main, "what one compacts the others keep")
	}
}
