package member

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/raft"
	"raftarium/mvcc"
)

// What a disk shows of its records is what was written, also of entries that a
// later record has replaced.
func TestRecordsAreShownAsTheyWereWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		arena := mvcc.NewArena()
		d := &aDisk{stored: raft.Stored{Log: raft.NewLog()}, journal: newJournal(&raft.Stored{Log: raft.NewLog()}), arena: arena}
		written := map[uint64]raft.Write{}
		for range rapid.IntRange(1, 40).Draw(t, "writes") {
			w := drawWrite(t, d)
			w.Entries = append([]raft.Entry(nil), w.Entries...)
			written[d.journal.next] = w
			d.write(w)
		}
		m := &Member{stored: d.stored, journal: d.journal, arena: arena}
		first, last := m.Records()
		for i := first; i <= last; i++ {
			r, ok := m.Record(i)
			require.True(t, ok)
			w := written[i]
			require.Equal(t, w.Term, r.Term)
			require.Equal(t, w.Vote, r.Vote)
			require.Positive(t, m.RecordBytes(i))
			gone := len(w.Entries) - r.Count // with the entries that a snapshot stands for
			require.GreaterOrEqual(t, gone, 0)
			for k := range r.Count {
				index := r.From + raft.Index(k)
				if index < d.stored.Log.First() {
					continue
				}
				require.Equal(t, w.Entries[gone+k], m.RecordEntry(&r, k))
				if e, _ := d.stored.Log.At(index); index <= r.Kept {
					require.Equal(t, e, m.RecordEntry(&r, k), "it is the log's")
				}
			}
		}
		_, ok := m.Record(last + 1)
		require.False(t, ok)
		_, _, corrupt := m.Checksums(last)
		require.False(t, corrupt)
		if last >= first {
			m.CorruptRecord(last)
			stored, computed, corrupt := m.Checksums(last)
			require.True(t, corrupt)
			require.NotEqual(t, stored, computed)
			r, _ := m.Record(last)
			require.True(t, r.Corrupt)
		}
	})
}
