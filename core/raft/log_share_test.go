package raft

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestClonedLogsShareWhatNeitherWrites(t *testing.T) {
	var a Log
	for range 10*chunkEntries + 5 {
		a.append(Entry{Term: 1})
	}
	b := a.Clone()
	require.Equal(t, 11, sharedChunks(&a, &b))
	b.append(Entry{Term: 2})
	require.Equal(t, 10, sharedChunks(&a, &b), "b has its own copy of the chunk that it writes into")
	a.truncate(3 * chunkEntries)
	a.append(Entry{Term: 3})
	require.Equal(t, 3, sharedChunks(&a, &b))
	require.Equal(t, Term(1), b.Term(3*chunkEntries+1))
	require.Equal(t, Term(3), a.Term(3*chunkEntries+1))
}

func sharedChunks(a, b *Log) int {
	n := 0
	for i := range min(len(a.chunks), len(b.chunks)) {
		if a.chunks[i] == b.chunks[i] {
			n++
		}
	}
	return n
}

// Entries are handed out where they lie. Whatever becomes of the log, and of
// its clones, what was handed out stays as it was.
func TestEntriesThatWereHandedOutNeverChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type handedOut struct{ is, was []Entry }
		logs := []*Log{{}}
		var out []handedOut
		payload := Payload(0)
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			l := logs[rapid.IntRange(0, len(logs)-1).Draw(t, "log")]
			index := func(name string) Index {
				return Index(rapid.Uint64Range(uint64(l.before), uint64(l.last)).Draw(t, name))
			}
			switch rapid.IntRange(0, 7).Draw(t, "what") {
			case 0:
				c := l.Clone()
				logs = append(logs, &c)
			case 1, 2:
				l.truncate(index("last"))
			case 3:
				if l.last > l.before {
					l.compact(index("compacted"))
				}
			case 4:
				if rapid.IntRange(0, 9).Draw(t, "reset") == 0 {
					l.reset(l.last+5, 1)
				}
			default:
				for range rapid.IntRange(1, 2*chunkEntries).Draw(t, "entries") {
					payload++
					l.append(Entry{Term: 1, Payload: payload})
				}
			}
			from, to := index("from"), index("to")
			is := l.Slice(from, to)
			out = append(out, handedOut{is, slices.Clone(is)})
			require.Equal(t, len(is), cap(is), "what is appended goes elsewhere")
		}
		for _, o := range out {
			require.Equal(t, o.was, o.is)
		}
	})
}

// What is durable shares the chunks of the log that was written, and is the same
// as if each entry had been copied, whatever becomes of the log and its clones.
func TestWhatIsDurableIsSharedWithTheLog(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var log Log
		var stored, copied Stored
		payload := Payload(0)
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			from := log.last + 1
			switch rapid.IntRange(0, 6).Draw(t, "what") {
			case 0:
				from = 1 + Index(rapid.Uint64Range(uint64(log.before), uint64(log.last)).Draw(t, "replaced from"))
				log.truncate(from - 1)
			case 1:
				log = log.Clone() // as a member that is cloned goes on
			case 2:
				stored, copied = stored.Clone(), copied.Clone()
			case 3:
				log = stored.Log.Clone() // as after a crash
				from = log.last + 1
			case 4:
				upTo := Index(rapid.Uint64Range(uint64(stored.Log.before), uint64(stored.Log.last)).Draw(t, "compacted"))
				log.compact(upTo)
				stored.Log.compact(upTo)
				copied.Log.compact(upTo)
			}
			for range rapid.IntRange(1, 70).Draw(t, "entries") {
				payload++
				log.append(Entry{Term: 1, Payload: payload})
			}
			w := Write{From: from, Entries: log.Slice(from, log.last), chunk: log.chunkOf(from, log.last)}
			w.Apply(&stored)
			w.chunk = nil
			w.Apply(&copied)
			require.Equal(t, copied.Log.last, stored.Log.last)
			require.Equal(t, copied.Log.Slice(copied.Log.First(), copied.Log.last), stored.Log.Slice(stored.Log.First(), stored.Log.last))
		}
	})
	var log Log
	var stored Stored
	for range 3 * chunkEntries {
		log.append(Entry{Term: 1})
		Write{From: log.last, Entries: log.Slice(log.last, log.last), chunk: log.chunkOf(log.last, log.last)}.Apply(&stored)
	}
	require.Equal(t, 3, sharedChunks(&log, &stored.Log))
}
