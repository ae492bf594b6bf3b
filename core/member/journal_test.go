package member

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/raft"
	"raftarium/core/wire"
	"raftarium/mvcc"
)

// aDisk is what a member has on its disk, without the member.
type aDisk struct {
	stored  raft.Stored
	journal journal
	arena   *mvcc.Arena
}

func (d *aDisk) write(w raft.Write) {
	d.journal.append(&w, &d.stored.Log)
	w.Apply(&d.stored)
}

// readRecord returns the record that a body holds, and its entries, whose
// payloads are put into the arena.
func readRecord(body []byte, arena *mvcc.Arena) (r record, entries []raft.Entry, err error) {
	c := wire.NewDecoder(body)
	r.code(c)
	wire.List(c, &entries, func(e *raft.Entry) { codeStoredEntry(c, e, arena) })
	if int(r.count) != len(entries) {
		c.Fail("%d entries where there should be %d", len(entries), r.count)
	}
	return r, entries, c.Err()
}

// read reads the journal from its bytes, as if it had been found in a drawer.
func (d *aDisk) read(t require.TestingT) raft.Stored {
	// What stood before the first record is in the snapshot's file.
	got := raft.Stored{Log: raft.NewLog(), Snapshot: d.stored.Snapshot}
	raft.Write{Snapshot: &raft.Snapshot{Index: d.stored.Log.First() - 1, Term: d.stored.Log.Term(d.stored.Log.First() - 1)}}.Apply(&got)
	for i := d.journal.first; i < d.journal.next; i++ {
		r := d.journal.at(i)
		body, err := readFrame(r.frame(d.journal.entries(&r, &d.stored.Log), d.arena))
		require.NoError(t, err)
		read, entries, err := readRecord(body, d.arena)
		require.NoError(t, err)
		for len(entries) > 0 && read.from < d.stored.Log.First() { // gone since
			entries, read.from = entries[1:], read.from+1
		}
		w := raft.Write{Term: read.term, Vote: read.vote, Commit: read.commit, From: read.from, Entries: entries}
		if len(entries) == 0 {
			w.From = 0
		}
		w.Apply(&got)
	}
	got.Snapshot = d.stored.Snapshot
	return got
}

// same compares two disks by the bytes that payloads name.
func (d *aDisk) same(t require.TestingT, want, got raft.Stored) {
	require.Equal(t, want.Term, got.Term)
	require.Equal(t, want.Vote, got.Vote)
	require.Equal(t, want.Commit, got.Commit)
	require.Equal(t, want.Log.Last(), got.Log.Last())
	for i := want.Log.First(); i <= want.Log.Last(); i++ {
		a, _ := want.Log.At(i)
		b, there := got.Log.At(i)
		require.True(t, there, "entry %d", i)
		require.Equal(t, d.arena.Bytes(mvcc.Value(a.Payload)), d.arena.Bytes(mvcc.Value(b.Payload)), "entry %d", i)
		a.Payload, b.Payload = 0, 0
		require.Equal(t, a, b, "entry %d", i)
	}
}

// drawWrite draws a write that a server could make after those before it.
func drawWrite(t *rapid.T, d *aDisk) raft.Write {
	s := &d.stored
	w := raft.Write{Term: s.Term, Vote: s.Vote, Commit: s.Commit}
	if rapid.IntRange(0, 3).Draw(t, "new term") == 0 {
		w.Term, w.Vote = w.Term+1, raft.ID(rapid.IntRange(0, 3).Draw(t, "vote"))
	}
	first, last := s.Log.First(), s.Log.Last()
	switch rapid.IntRange(0, 9).Draw(t, "kind") {
	case 0: // a snapshot of its own
		index := first + raft.Index(rapid.Uint64Range(0, uint64(last+1-first)).Draw(t, "snapshot"))
		if index >= first && index <= last && index > s.Snapshot.Index {
			w.Snapshot = &raft.Snapshot{Index: index, Term: s.Log.Term(index)}
		}
	case 1: // what a snapshot stands for goes
		if s.Snapshot.Index >= first && s.Snapshot.Index <= last {
			w.Compact = s.Snapshot.Index
		}
	case 2: // a leader's snapshot
		if rapid.IntRange(0, 4).Draw(t, "install") == 0 {
			w.Snapshot = &raft.Snapshot{Index: last + 5, Term: w.Term}
		}
	default:
		w.From = max(first, last+1-min(last, raft.Index(rapid.IntRange(0, 3).Draw(t, "replaced"))))
		for range rapid.IntRange(1, 4).Draw(t, "entries") {
			bytes := rapid.SliceOfN(rapid.Byte(), 1, 20).Draw(t, "payload")
			w.Entries = append(w.Entries, raft.Entry{Term: w.Term, Payload: raft.Payload(d.arena.Add(bytes)), Size: uint32(len(bytes))})
		}
	}
	return w
}

func TestAJournalHoldsWhatIsStored(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &aDisk{stored: raft.Stored{Term: 1}, arena: mvcc.NewArena()}
		d.journal = newJournal(&d.stored)
		var clones []*aDisk
		for range rapid.IntRange(1, 60).Draw(t, "writes") {
			d.write(drawWrite(t, d))
			if rapid.IntRange(0, 7).Draw(t, "clone") == 0 {
				other := &aDisk{stored: d.stored.Clone(), arena: d.arena}
				other.journal = d.journal.clone()
				other.write(drawWrite(t, other))
				clones = append(clones, other)
			}
			d.same(t, d.stored, d.read(t))
		}
		for _, clone := range clones { // neither side's writes have changed the other's
			clone.same(t, clone.stored, clone.read(t))
		}
		require.True(t, d.journal.consistent(&d.stored.Log))
		c := wire.NewEncoder(nil)
		d.journal.code(payloads{c, d.arena}, &d.stored.Log)
		decoded := &aDisk{stored: d.stored, arena: d.arena}
		decoder := wire.NewDecoder(c.Encoded())
		decoded.journal.code(payloads{decoder, d.arena}, &d.stored.Log)
		require.NoError(t, decoder.Err())
		d.same(t, d.stored, decoded.read(t))
		again := wire.NewEncoder(nil)
		decoded.journal.code(payloads{again, d.arena}, &d.stored.Log)
		require.Equal(t, c.Encoded(), again.Encoded())
	})
}

func TestAFrameTellsTornFromCorrupt(t *testing.T) {
	r := record{term: 3, vote: 2, commit: 7, from: 8, count: 1}
	arena := mvcc.NewArena()
	value := arena.Add([]byte("hello"))
	frame := r.frame([]raft.Entry{{Term: 3, Payload: raft.Payload(value), Size: 5}}, arena)
	_, err := readFrame(frame)
	require.NoError(t, err)
	for n := range frame {
		_, err := readFrame(frame[:n])
		require.ErrorIs(t, err, errTorn, "%d of %d bytes", n, len(frame))
	}
	for i := range frame {
		for bit := range 8 {
			wrong := append([]byte(nil), frame...)
			wrong[i] ^= 1 << bit
			_, err := readFrame(wrong)
			require.ErrorAs(t, err, new(checksumError), "byte %d, bit %d: a whole record that is wrong was promised", i, bit)
		}
	}
}

func TestACompactedJournalIsShort(t *testing.T) {
	d := &aDisk{journal: newJournal(&raft.Stored{}), arena: mvcc.NewArena()}
	payload := raft.Payload(d.arena.Add([]byte("value")))
	for i := range raft.Index(100_000) {
		d.write(raft.Write{Term: 1, Commit: i, From: i + 1, Entries: []raft.Entry{{Term: 1, Payload: payload, Size: 5}}})
		if i > 0 && i%1000 == 0 {
			d.write(raft.Write{Term: 1, Commit: i, Snapshot: &raft.Snapshot{Index: i, Term: 1}})
			d.write(raft.Write{Term: 1, Commit: i, Compact: i - 100})
		}
	}
	require.Less(t, d.journal.next-d.journal.first, uint64(1200))
	require.Less(t, len(d.journal.chunks), 12)
}

func BenchmarkJournalAppend(b *testing.B) {
	d := &aDisk{journal: newJournal(&raft.Stored{}), arena: mvcc.NewArena()}
	w := raft.Write{Term: 1, From: 1, Entries: []raft.Entry{{Term: 1, Size: 64}}}
	b.ReportAllocs()
	for b.Loop() {
		d.journal.append(&w, &d.stored.Log)
		w.From++
	}
}
