package member

import (
	"math"

	"raftarium/core/raft"
)

// packed is a record as a journal keeps it, in little room: there is one for
// each write, and hardly any says more than that entries were appended behind
// what is committed. One that does is kept whole beside the others.
type packed struct {
	from   raft.Index
	behind uint32 // how far the commit index lies before from
	count  uint32
	ballot uint32 // where its term and vote lie among the ballots
	whole  uint32 // where it lies among those that are kept whole, plus 1; 0: it is not
}

// ballot is a term and the vote in it. Few records have another than the one
// before.
type ballot struct {
	term raft.Term
	vote raft.ID
}

// pack returns a record packed. What it adds beside the records is never
// changed, so clones can go on seeing what was there.
func (j *journal) pack(r *record) packed {
	plain := record{term: r.term, vote: r.vote, commit: r.commit, from: r.from, count: r.count}
	if *r != plain || r.commit > r.from || r.from-r.commit > math.MaxUint32 {
		j.whole = append(j.whole, *r)
		return packed{whole: uint32(len(j.whole))}
	}
	if now := (ballot{r.term, r.vote}); len(j.ballots) == 0 || j.ballots[len(j.ballots)-1] != now {
		j.ballots = append(j.ballots, now)
	}
	return packed{from: r.from, behind: uint32(r.from - r.commit), count: r.count, ballot: uint32(len(j.ballots) - 1)}
}

// at returns a record that is there.
func (j *journal) at(ordinal uint64) record {
	p := &j.chunks[ordinal>>recordBits-j.first>>recordBits].records[ordinal&(chunkRecords-1)]
	if p.whole != 0 {
		return j.whole[p.whole-1]
	}
	b := &j.ballots[p.ballot]
	return record{term: b.term, vote: b.vote, commit: p.from - raft.Index(p.behind), from: p.from, count: p.count}
}

// set puts another record in the place of one that is there.
func (j *journal) set(ordinal uint64, r record) { *j.own(ordinal) = j.pack(&r) }

// repack lets go of what is kept whole and belongs to no record any more.
func (j *journal) repack() {
	old := j.whole
	if len(old) == 0 {
		return
	}
	j.whole = nil
	for i := j.first; i < j.next; i++ {
		if p := j.chunks[i>>recordBits-j.first>>recordBits].records[i&(chunkRecords-1)]; p.whole != 0 {
			j.set(i, old[p.whole-1])
		}
	}
}
