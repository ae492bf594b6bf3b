package raft

import "slices"

// EntryKind says what an entry is for.
type EntryKind uint8

const (
	// Normal carries a command for the state machine.
	Normal EntryKind = iota
	// NoOp is the entry with which a leader begins its term, §8.
	NoOp
	// ConfigChange carries a change of the cluster's membership.
	ConfigChange
	// LeaveJoint ends joint consensus, §6.
	LeaveJoint
)

// Entry is one entry of the log. It holds no pointers: what it carries is kept
// by the owner, once for all servers.
type Entry struct {
	Term    Term
	Payload Payload
	Size    uint32 // of the payload, in bytes
	Kind    EntryKind
}

const (
	chunkBits    = 7
	chunkEntries = 1 << chunkBits
)

// identity tells two logs that share chunks apart. It is not empty, so that
// each has an address of its own.
type identity struct{ _ byte }

// logChunk is a run of entries. Only the log that owns it writes into it, and
// into each place once: entries are handed out where they lie, so what was
// written may be seen by messages and writes for as long as they live.
type logChunk struct {
	owner   *identity
	entries [chunkEntries]Entry
}

// Log is the log, Figure 2: entries from index 1 on, but for those before its
// first, which a snapshot stands for. A log and its clones share chunks: the
// original goes on appending to its own, a clone copies the one that it appends
// to. The zero value is empty.
type Log struct {
	self   *identity // nil until it writes
	chunks []*logChunk
	last   Index

	before     Index // the entry before the first
	beforeTerm Term
}

// NewLog returns a log with the given entries.
func NewLog(entries ...Entry) Log {
	var l Log
	for _, e := range entries {
		l.append(e)
	}
	return l
}

// Last returns the index of the last entry, or 0.
func (l *Log) Last() Index { return l.last }

// LastTerm returns the term of the last entry, or 0.
func (l *Log) LastTerm() Term { return l.Term(l.last) }

// First returns the index of the first entry that the log still has, or would
// have if it is empty.
func (l *Log) First() Index { return l.before + 1 }

// chunk returns the chunk with the entry at i, which is there.
func (l *Log) chunk(i Index) *logChunk {
	return l.chunks[(i-1)>>chunkBits-l.before>>chunkBits]
}

// Term returns the term of the entry at i, or 0 if there is none. That of the
// entry before the first is known too.
func (l *Log) Term(i Index) Term {
	if i <= l.before || i > l.last {
		if i == l.before {
			return l.beforeTerm
		}
		return 0
	}
	return l.chunk(i).entries[(i-1)&(chunkEntries-1)].Term
}

// At returns the entry at i, and whether there is one.
func (l *Log) At(i Index) (Entry, bool) {
	if i <= l.before || i > l.last {
		return Entry{}, false
	}
	return l.chunk(i).entries[(i-1)&(chunkEntries-1)], true
}

// size returns the payload's size of the entry at i, which is there.
func (l *Log) size(i Index) uint32 { return l.chunk(i).entries[(i-1)&(chunkEntries-1)].Size }

// Slice returns the entries from one index up to another, as far as they are
// there. They may lie in the log itself, never change, and are not to be
// changed; what is appended to them goes elsewhere.
func (l *Log) Slice(from, to Index) []Entry {
	to = min(to, l.last)
	if from == 0 || from > to {
		return nil
	}
	if from = max(from, l.First()); from > to {
		return nil
	}
	if start := (from - 1) & (chunkEntries - 1); start+(to-from) < chunkEntries {
		end := start + (to - from) + 1
		return l.chunk(from).entries[start:end:end]
	}
	entries := make([]Entry, 0, to-from+1)
	for i := from; i <= to; {
		chunk := l.chunk(i)
		start := (i - 1) & (chunkEntries - 1)
		end := min(chunkEntries, start+(to-i)+1)
		entries = append(entries, chunk.entries[start:end]...)
		i += end - start
	}
	return entries
}

// firstOfTerm returns the index of the first entry that has the same term as
// the one at i, going back from i, but not below the limit.
func (l *Log) firstOfTerm(i, limit Index) Index {
	term := l.Term(i)
	for i > limit && l.Term(i-1) == term {
		i--
	}
	return i
}

func (l *Log) append(e Entry) {
	if l.self == nil {
		l.self = new(identity)
	}
	at := int(l.last>>chunkBits - l.before>>chunkBits)
	if at == len(l.chunks) {
		l.chunks = append(l.chunks, &logChunk{owner: l.self})
	}
	chunk := l.chunks[at]
	if chunk.owner != l.self {
		own := *chunk
		own.owner = l.self
		chunk = &own
		l.chunks = append(make([]*logChunk, 0, len(l.chunks)+1), l.chunks...)
		l.chunks[at] = chunk
	}
	chunk.entries[l.last&(chunkEntries-1)] = e
	l.last++
}

// chunkOf returns the chunk in which all entries from one index up to another
// lie, or nil if they lie in several.
func (l *Log) chunkOf(from, to Index) *logChunk {
	if (from-1)>>chunkBits != (to-1)>>chunkBits {
		return nil
	}
	return l.chunk(from)
}

// share appends entries that lie in a chunk of another log, at the same
// indices. It takes the chunk, if that has before them what the log has: the
// log and what is durable of it are kept once.
func (l *Log) share(entries []Entry, chunk *logChunk) {
	at := int(l.last>>chunkBits - l.before>>chunkBits)
	switch {
	case at == len(l.chunks):
		l.chunks = append(l.chunks, chunk)
	case l.chunks[at] != chunk:
		from, to := max(l.before, l.last&^(chunkEntries-1))&(chunkEntries-1), l.last&(chunkEntries-1)
		if !slices.Equal(l.chunks[at].entries[from:to], chunk.entries[from:to]) {
			for _, e := range entries {
				l.append(e)
			}
			return
		}
		l.chunks = append(make([]*logChunk, 0, len(l.chunks)+1), l.chunks...)
		l.chunks[at] = chunk
	}
	l.last += Index(len(entries))
}

// truncate removes the entries after an index.
func (l *Log) truncate(last Index) {
	if last = max(last, l.before); last >= l.last {
		return
	}
	l.last = last
	// What was removed may still be seen, by clones too: neither its places nor
	// those of the chunks behind it are written again.
	l.chunks = slices.Clip(l.chunks[:(last+chunkEntries-1)>>chunkBits-l.before>>chunkBits])
	l.self = nil
}

// compact drops the entries up to an index, which the log has.
func (l *Log) compact(upTo Index) {
	if upTo <= l.before || upTo > l.last {
		return
	}
	drop := upTo>>chunkBits - l.before>>chunkBits
	l.beforeTerm = l.Term(upTo)
	l.before = upTo
	l.chunks = append([]*logChunk(nil), l.chunks[drop:]...)
}

// reset drops all entries. The next will come after the given one.
func (l *Log) reset(before Index, term Term) {
	*l = Log{last: before, before: before, beforeTerm: term}
}

// install makes the log go on after a snapshot, unless it does already.
func (l *Log) install(s Snapshot) {
	if s.Index >= l.First() && l.Term(s.Index) != s.Term {
		l.reset(s.Index, s.Term)
	}
}

// Clone returns a log that goes on from here independently, in constant time.
func (l *Log) Clone() Log {
	c := *l
	c.self, c.chunks = nil, slices.Clip(l.chunks)
	return c
}
