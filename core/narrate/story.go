package narrate

import (
	"unicode/utf8"

	"raftarium/core/raft"
	"raftarium/core/sim"
)

// Told is an event in words.
type Told struct {
	Text    string // one or two sentences
	Section string // of the paper, as in "§5.4.1", or empty
}

// The weights of events, as Important returns them.
const (
	Routine  = 0 // heartbeats and what goes with them: idle time is made of it
	Notable  = 1
	Headline = 2 // elections, commits, crashes, answers
)

// sentence is what is said of one sort of event. In its texts {a} is to whom it
// happened and {b} who else was concerned.
type sentence struct {
	id      string
	weight  int
	section string // "D" before it: of the dissertation
	title   pair
	text    pair
}

// Teller is a detail of an event, such as a command, that a package above this
// one defines and that says itself with which sentence it is told.
type Teller interface{ Tell(s *Story) }

// Story is a sentence with what its placeholders stand for. A Teller fills one
// in: Say first, then a value for each placeholder but {a}, to whom it
// happened, and {b}, who else was concerned.
type Story struct {
	sentence *sentence
	weight   int
	args     [argsMost]Arg
	count    int
}

// argsMost bounds the placeholders of a sentence, without {a} and {b}.
const argsMost = 6

// Say chooses the sentence. It panics if there is none with that id.
func (t *Story) Say(id string) { t.say(id) }

// Node gives a placeholder the name of a member or terminal.
func (t *Story) Node(name string, n sim.Node) { t.node(name, n) }

// Text gives a placeholder a text, which is shortened if it is long.
func (t *Story) Text(name, text string) { t.text(name, text) }

// Number gives a placeholder a number that is not negative.
func (t *Story) Number(name string, n int) { t.count64(name, n) }

// Span gives a placeholder a span of time.
func (t *Story) Span(name string, d sim.Time) { t.span(name, d) }

var sentences = [...][]sentence{raftSentences, memberSentences, worldSentences, terminalSentences, userSentences, extensionSentences, violationSentences, faultSentences}

var sentenceByID = func() map[string]*sentence {
	index := make(map[string]*sentence, 256)
	for _, table := range sentences {
		for i := range table {
			index[table[i].id] = &table[i]
		}
	}
	return index
}()

func (t *Story) say(id string) {
	t.sentence = sentenceByID[id]
	if t.sentence == nil {
		panic("narrate: there is no sentence " + id)
	}
	t.weight, t.count = t.sentence.weight, 0
}

func (t *Story) add(a Arg) {
	t.args[t.count] = a
	t.count++
}

func (t *Story) text(name, text string) { t.add(Arg{name: name, text: text}) }
func (t *Story) number(name string, n uint64) {
	t.add(Arg{name: name, kind: argNumber, n: n})
}
func (t *Story) term(name string, n raft.Term)   { t.number(name, uint64(n)) }
func (t *Story) index(name string, n raft.Index) { t.number(name, uint64(n)) }
func (t *Story) count64(name string, n int)      { t.number(name, uint64(max(0, n))) }
func (t *Story) span(name string, d sim.Time) {
	t.add(Arg{name: name, kind: argSpan, n: uint64(d)})
}
func (t *Story) node(name string, n sim.Node) { t.add(Arg{name: name, kind: argNode, n: uint64(n)}) }
func (t *Story) server(name string, id raft.ID) {
	t.add(Arg{name: name, kind: argServer, n: uint64(id)})
}
func (t *Story) entries(name string, from, to raft.Index) {
	t.add(Arg{name: name, kind: argRange, n: uint64(from), m: uint64(to)})
}
func (t *Story) log(name string, last raft.Index, term raft.Term) {
	t.add(Arg{name: name, kind: argLog, n: uint64(last), m: uint64(term)})
}
func (t *Story) phrase(name, id string) { t.add(Arg{name: name, kind: argPhrase, text: id}) }

// entry says what an entry does.
func (t *Story) entry(name string, e raft.Entry) {
	switch e.Kind {
	case raft.NoOp:
		t.phrase(name, "phrase.no-op")
	default:
		t.add(Arg{name: name, kind: argPayload, n: uint64(e.Payload)})
	}
}

// Sentence tells what happened and why.
func Sentence(e *sim.Event, names Names, lang Lang) Told {
	var t Story
	tell(&t, e)
	// The last two are for {a} and {b}.
	var args [argsMost + 2]Arg
	n := copy(args[:], t.args[:t.count])
	args[n] = Arg{name: "a", kind: argNode, n: uint64(e.Node)}
	args[n+1] = Arg{name: "b", kind: argNode, n: uint64(e.Peer)}
	f := filler{lang: lang, names: names, args: args[:n+2], buf: make([]byte, 0, 192), room: typedMost}
	if e.Node != sim.Nobody {
		f.self = clip(names.Node(e.Node), nameMost)
	}
	f.fill(t.sentence.text.in(lang))
	if over := utf8.RuneCount(f.buf) - SentenceMost(lang); over > 0 {
		f.room, f.buf = max(typedLeast, f.longest-over), f.buf[:0]
		f.fill(t.sentence.text.in(lang))
	}
	return Told{Text: string(f.buf), Section: Section(lang, t.sentence.section)}
}

// Title names the event in a word or two, as in "vote granted".
func Title(e *sim.Event, lang Lang) string {
	var t Story
	tell(&t, e)
	return t.sentence.title.in(lang)
}

// Important says how much an event matters: Routine, Notable or Headline.
func Important(e *sim.Event) int {
	var t Story
	tell(&t, e)
	return t.weight
}

// Section writes a section in the viewer's language.
func Section(lang Lang, s string) string {
	if len(s) == 0 || s[0] != 'D' {
		return s
	}
	return Text(lang, "phrase.dissertation") + " " + s[1:]
}
