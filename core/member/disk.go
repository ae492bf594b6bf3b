package member

import (
	"fmt"
	"slices"

	"raftarium/core/api"
	"raftarium/core/raft"
)

// Failure says why a member does not start, in one sentence.
type Failure interface {
	Note
	error
}

// RecordCorrupt is the Failure of a member that has read a record which does
// not fit its checksum. It had promised what was written there, and cannot know
// what that was, so it must not go on as itself (etcd's wal: "crc mismatch").
type RecordCorrupt struct {
	Record           uint64 // the ordinal of the record
	First, Last      uint64 // of all that are there
	Stored, Computed uint32 // checksums
}

// AlreadyBootstrapped is the Failure of a member whose disk is empty and whose
// cluster knows it: it has forgotten what it promised, a vote among it
// (etcdserver/server.go, NewServer).
type AlreadyBootstrapped struct{ Member uint64 }

// TailCut tells that a member, when it started, has cut the end of its journal
// off: a record that broke off in the middle of its writing. Nothing in it was
// promised to anybody.
type TailCut struct{ Bytes int }

func (RecordCorrupt) Kind() string       { return "record-corrupt" }
func (AlreadyBootstrapped) Kind() string { return "already-bootstrapped" }
func (TailCut) Kind() string             { return "tail-cut" }

// Error implements Failure.
func (f RecordCorrupt) Error() string {
	return fmt.Sprintf("record %d of %d to %d on its disk has the checksum %08x and should have %08x: wal: crc mismatch",
		f.Record, f.First, f.Last, f.Computed, f.Stored)
}

// Error implements Failure.
func (f AlreadyBootstrapped) Error() string {
	return fmt.Sprintf("member %s has already been bootstrapped", api.FormatID(f.Member))
}

// Failure returns why the member is down though it was started, or nil.
func (m *Member) Failure() Failure {
	if !m.failed {
		return nil
	}
	return m.read()
}

// Starts reports whether Start would succeed.
func (m *Member) Starts() bool { return m.read() == nil }

// read reads the journal as a start does. It returns why the member cannot
// start, or nil.
func (m *Member) read() Failure {
	if m.wiped {
		return AlreadyBootstrapped{Member: m.config.Self.ID}
	}
	for _, d := range m.journal.damaged {
		if _, err := readFrame(d.frame); err != nil {
			f := RecordCorrupt{Record: d.record, First: m.journal.first, Last: m.journal.next - 1}
			if sum, ok := err.(checksumError); ok {
				f.Stored, f.Computed = sum.stored, sum.computed
			}
			return f
		}
	}
	return nil
}

// open reads the journal at a start. A torn tail is cut off: what is not whole
// was never said to be durable.
func (m *Member) open() error {
	failure := m.read()
	if m.failed = failure != nil; m.failed {
		m.host.Note(failure, nil)
		return failure
	}
	if _, err := readFrame(m.tail); len(m.tail) > 0 && err != nil {
		m.host.Note(TailCut{Bytes: len(m.tail)}, nil)
	}
	m.tail = nil
	return nil
}

// Tear makes the write seq, which is under way, leave half of its record
// behind in the crash that follows. It does nothing if there is no such write.
func (m *Member) Tear(seq uint64) {
	for i := range m.unsynced {
		if w := &m.unsynced[i]; w.Seq == seq {
			r := recordOf(w)
			frame := r.frame(w.Entries, m.arena)
			m.tail = frame[:len(frame)/2]
			return
		}
	}
}

// Records returns the ordinals of the oldest and the newest record on the
// disk; the newest is before the oldest if there is none.
func (m *Member) Records() (first, last uint64) { return m.journal.first, m.journal.next - 1 }

// Corrupt returns the ordinals of the records that the disk does not return as
// they were written.
func (m *Member) Corrupt() (records []uint64) {
	for _, d := range m.journal.damaged {
		records = append(records, d.record)
	}
	return records
}

// Corruptible returns the record that CorruptRecord changes: the given one, or
// for 0 the middle one of those that are as they were written. The error says
// why there is none.
func (m *Member) Corruptible(ordinal uint64) (uint64, error) {
	j := &m.journal
	if j.first == j.next {
		return 0, fmt.Errorf("there is no record on the disk of %s", m.config.Self.Name)
	}
	if ordinal == 0 {
		middle := j.first + (j.next-j.first)/2
		for i := range j.next - j.first {
			if ordinal = j.first + (middle-j.first+i)%(j.next-j.first); !j.isDamaged(ordinal) {
				return ordinal, nil
			}
		}
		return 0, fmt.Errorf("every record on the disk of %s is corrupted already", m.config.Self.Name)
	}
	switch {
	case ordinal < j.first || ordinal >= j.next:
		return 0, fmt.Errorf("the disk of %s has the records %d to %d, and no record %d", m.config.Self.Name, j.first, j.next-1, ordinal)
	case j.isDamaged(ordinal):
		return 0, fmt.Errorf("record %d on the disk of %s is corrupted already", ordinal, m.config.Self.Name)
	}
	return ordinal, nil
}

// CorruptRecord turns a bit over in the middle of a record on the disk, which
// the member finds out when it reads it at its next start. See Corruptible.
func (m *Member) CorruptRecord(ordinal uint64) {
	ordinal, err := m.Corruptible(ordinal)
	if err != nil {
		return
	}
	j := &m.journal
	r := j.at(ordinal)
	frame := r.frame(j.entries(&r, &m.stored.Log), m.arena)
	frame[frameHeader+(len(frame)-frameHeader)/2] ^= 0x10
	at, _ := slices.BinarySearchFunc(j.damaged, ordinal, compareDamage)
	j.damaged = slices.Insert(slices.Clone(j.damaged), at, damage{record: ordinal, frame: frame})
}

func compareDamage(d damage, ordinal uint64) int {
	if d.record < ordinal {
		return -1
	}
	return int(min(d.record-ordinal, 1))
}

func (j *journal) isDamaged(ordinal uint64) bool {
	_, found := slices.BinarySearchFunc(j.damaged, ordinal, compareDamage)
	return found
}

// SetUp puts a term, a vote and a log, all durable and none of it committed, on
// the disk of a member that is down. What was there is gone.
func (m *Member) SetUp(term raft.Term, vote raft.ID, entries []raft.Entry) {
	m.stored = raft.Stored{Term: term, Vote: vote, Log: raft.NewLog(entries...)}
	m.journal, m.tail, m.wiped, m.failed = newJournal(&m.stored), nil, false, false
}

// Wiped reports whether the disk was emptied after the member had been part of
// its cluster.
func (m *Member) Wiped() bool { return m.wiped }

// Wipe empties the disk of a member that is down.
func (m *Member) Wipe() {
	m.stored, m.journal = raft.Stored{}, newJournal(&raft.Stored{})
	m.tail, m.wiped, m.failed = nil, true, false
}
