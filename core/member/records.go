package member

import "raftarium/core/raft"

// Record is what one write left on a member's disk, to be looked at. Its entries
// are From to From + Count − 1.
type Record struct {
	Ordinal  uint64 // among all that were ever written, from 1
	Term     raft.Term
	Vote     raft.ID
	Commit   raft.Index
	From     raft.Index
	Count    int
	Kept     raft.Index // the last of its entries that a later record has not replaced
	Compact  raft.Index // the entries up to here could go with it; 0: none
	Snapshot raft.Index // of the snapshot that came with it; 0: none
	Corrupt  bool       // the disk does not return it as it was written

	replaced uint32 // where its entries lie among the replaced ones, plus 1
}

// Record returns a record that is on the disk, see Records.
func (m *Member) Record(ordinal uint64) (Record, bool) {
	j := &m.journal
	if ordinal < j.first || ordinal >= j.next {
		return Record{}, false
	}
	r := j.at(ordinal)
	return Record{Ordinal: ordinal, Term: r.term, Vote: r.vote, Commit: r.commit, From: r.from, Count: int(r.count), Kept: r.live(),
		Compact: r.compact, Snapshot: r.snapshot, Corrupt: j.isDamaged(ordinal), replaced: r.replaced}, true
}

// RecordEntry returns the k-th entry of a record, from 0, as it was written.
func (m *Member) RecordEntry(r *Record, k int) raft.Entry {
	if r.replaced != 0 {
		return m.journal.replaced[int(r.replaced)-1+k]
	}
	e, _ := m.stored.Log.At(r.From + raft.Index(k))
	return e
}

// RecordBytes returns how many bytes a record takes on the disk.
func (m *Member) RecordBytes(ordinal uint64) int {
	j := &m.journal
	if ordinal < j.first || ordinal >= j.next {
		return 0
	}
	r := j.at(ordinal)
	return len(r.frame(j.entries(&r, &m.stored.Log), m.arena))
}

// Checksums returns the checksum that a corrupt record has, and the one that it
// should have; ok is false for a record that is as it was written.
func (m *Member) Checksums(ordinal uint64) (stored, computed uint32, ok bool) {
	for _, d := range m.journal.damaged {
		if d.record == ordinal {
			_, err := readFrame(d.frame)
			sum, wrong := err.(checksumError)
			return sum.stored, sum.computed, wrong
		}
	}
	return 0, 0, false
}

// Torn returns how many bytes of an unfinished record the last crash has left at
// the end of the disk.
func (m *Member) Torn() int { return len(m.tail) }

// Unsynced returns the writes that were given to the disk and are not durable, in
// their order. They are to be looked at only.
func (m *Member) Unsynced() []raft.Write { return m.unsynced }
