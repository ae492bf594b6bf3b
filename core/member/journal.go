package member

import (
	"slices"

	"raftarium/core/raft"
)

// record is what one write left on the disk. Its entries are not in it: they
// lie in the stored log for as long as they are part of it, and among the
// replaced ones from then on. So a record holds no pointers, and nothing is
// kept twice.
type record struct {
	term     raft.Term
	vote     raft.ID
	commit   raft.Index
	from     raft.Index // of its first entry
	compact  raft.Index
	snapshot raft.Index // of the snapshot that came with it, which has a file of its own
	count    uint32     // of its entries
	replaced uint32     // where they lie among the replaced ones, plus 1; 0 while the log has them all
	kept     raft.Index // the last that the log still has, once some were replaced
}

// last returns the index of the record's last entry.
func (r *record) last() raft.Index { return r.from + raft.Index(r.count) - 1 }

// recordOf returns the record of a write.
func recordOf(w *raft.Write) record {
	r := record{term: w.Term, vote: w.Vote, commit: w.Commit, from: w.From, compact: w.Compact, count: uint32(len(w.Entries))}
	if w.Snapshot != nil {
		r.snapshot = w.Snapshot.Index
	}
	return r
}

// live returns the index of the last of the record's entries that the log has.
func (r *record) live() raft.Index {
	if r.replaced != 0 {
		return r.kept
	}
	return r.last()
}

const (
	recordBits   = 7
	chunkRecords = 1 << recordBits
)

// identity tells two journals that share chunks apart. It is not empty, so that
// each has an address of its own.
type identity struct{ _ byte }

// recordChunk is a run of records. Only the journal that owns it adds to it, and
// into each place once; it changes what is there only while no clone can see it.
type recordChunk struct {
	owner   *identity
	clones  uint64 // how many the owner had when it made the chunk
	records [chunkRecords]packed
}

// journal is the records of a disk, in the order of writing: etcd's
// write-ahead log. A record that a snapshot has made needless is dropped.
//
// Nothing that was written changes, so the bytes of a record and their checksum
// are the same whenever they are made. They are made when somebody has to look
// at them, which is when the disk fails to return them as they were written:
// what it returns then is kept in damaged.
type journal struct {
	self     *identity
	clones   uint64 // how many have been made
	shared   uint64 // the clones can see the records before this one
	chunks   []*recordChunk
	whole    []record // those that do not fit into a chunk
	ballots  []ballot
	first    uint64 // the ordinal of the oldest record, from 1
	next     uint64 // the ordinal that the next one will have
	replaced []raft.Entry
	damaged  []damage // by record
}

// damage is what the disk returns for a record, in place of what was written.
type damage struct {
	record uint64
	frame  []byte
}

// newJournal returns the journal of a disk that holds what is stored.
func newJournal(stored *raft.Stored) journal {
	j := journal{first: 1, next: 1}
	if n := stored.Log.Last() - stored.Log.First() + 1; n > 0 || stored.Term > 0 {
		j.push(&record{term: stored.Term, vote: stored.Vote, commit: stored.Commit, from: stored.Log.First(), count: uint32(n)})
	}
	return j
}

// own returns the place of a record that is there, to be written to.
func (j *journal) own(ordinal uint64) *packed {
	at := &j.chunks[ordinal>>recordBits-j.first>>recordBits]
	if chunk := *at; chunk.owner != j.self || ordinal < j.shared && chunk.clones != j.clones {
		own := *chunk
		own.owner, own.clones = j.self, j.clones
		*at = &own
	}
	return &(*at).records[ordinal&(chunkRecords-1)]
}

func (j *journal) push(r *record) {
	if j.self == nil {
		j.self = new(identity)
	}
	if int(j.next>>recordBits-j.first>>recordBits) == len(j.chunks) {
		j.chunks = append(j.chunks, &recordChunk{owner: j.self, clones: j.clones})
	}
	j.next++
	*j.own(j.next - 1) = j.pack(r)
}

// append adds the record of a write that is about to become part of the log.
func (j *journal) append(w *raft.Write, log *raft.Log) {
	r := recordOf(w)
	if w.Snapshot != nil && r.snapshot >= log.First() && log.Term(r.snapshot) != w.Snapshot.Term {
		j.drop(j.next) // it takes the place of the whole log
	}
	if r.count > 0 && r.from <= log.Last() {
		j.setAside(r.from, log)
	}
	j.push(&r)
	if r.compact > 0 {
		j.cut(r.compact)
	}
}

// setAside keeps the entries of the records that have some from an index on,
// for the log is about to lose them.
func (j *journal) setAside(from raft.Index, log *raft.Log) {
	for i := j.next - 1; i >= j.first; i-- {
		r := j.at(i)
		switch {
		case r.count == 0:
			continue
		case r.live() < from && r.replaced == 0:
			return // those before it are of earlier entries
		case r.replaced == 0:
			j.replaced = append(j.replaced[:len(j.replaced):len(j.replaced)], log.Slice(r.from, r.last())...)
			r.kept = r.last()
			r.replaced = uint32(len(j.replaced)) - r.count + 1
		case r.kept < from:
			continue
		}
		r.kept = min(r.kept, from-1)
		j.set(i, r)
	}
}

// cut drops what nobody needs once the entries up to an index have gone: the
// records before the newest of whose entries none is left. One that has later
// entries too is written anew with those alone.
func (j *journal) cut(upTo raft.Index) {
	first := j.first
	for ; first < j.next-1; first++ {
		r := j.at(first)
		if r.count == 0 || r.live() <= upTo {
			continue
		}
		if r.replaced == 0 && r.from <= upTo {
			r.count -= uint32(upTo + 1 - r.from)
			r.from = upTo + 1
			j.set(first, r)
		}
		break
	}
	j.drop(first)
}

// drop drops the records before an ordinal.
func (j *journal) drop(before uint64) {
	if before == j.first {
		return
	}
	j.chunks = j.chunks[before>>recordBits-j.first>>recordBits:]
	j.first = before
	j.repack()
	j.damaged = slices.DeleteFunc(slices.Clone(j.damaged), func(d damage) bool { return d.record < before })
	for i := before; i < j.next && len(j.replaced) > 0; i++ {
		if r := j.at(i); r.replaced != 0 {
			return
		}
	}
	j.replaced = nil
}

// entries returns the entries of a record.
func (j *journal) entries(r *record, log *raft.Log) []raft.Entry {
	if r.replaced != 0 {
		return j.replaced[r.replaced-1:][:r.count]
	}
	if r.count == 0 {
		return nil
	}
	return log.Slice(r.from, r.last())
}

// clone returns a journal that goes on from j independently. j goes on adding to
// its last chunk, behind what the clone sees; the clone copies it first.
func (j *journal) clone() journal {
	c := *j
	c.self, c.clones, c.shared = new(identity), 0, 0
	c.chunks = append(make([]*recordChunk, 0, len(j.chunks)+1), j.chunks...)
	c.damaged = j.damaged[:len(j.damaged):len(j.damaged)]
	c.whole, c.ballots = j.whole[:len(j.whole):len(j.whole)], j.ballots[:len(j.ballots):len(j.ballots)]
	j.clones++
	j.shared = j.next
	return c
}
