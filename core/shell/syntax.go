package shell

// The syntax tree of a script, after IEEE 1003.1, 2.10.2. A node is known by
// its number, which is its place in the order of parsing: what runs can be
// encoded as numbers beside the script's text.

// node is a part of a script that can run.
type node interface{ node() }

// script is a parsed text. It never changes.
type script struct {
	text  string
	nodes []node
	root  int
}

// list runs its items one after the other.
type list struct{ items []int } // andOr nodes

// andOr runs its first pipeline, and each other one if the code of what ran
// last is as its operator asks.
type andOr struct {
	pipelines []int
	operators []operator // operators[i] stands before pipelines[i+1]
}

// operator joins two pipelines.
type operator uint8

const (
	ifSucceeded operator = iota // &&
	ifFailed                    // ||
)

// pipeline is commands whose output is the next one's input. So far it has one.
type pipeline struct{ stages []int }

// simple is a command with its words.
type simple struct {
	assignments []assignment
	words       []word
	redirects   []redirect
	line        int // from 1
}

// assignment sets a variable.
type assignment struct {
	name  string
	value word
}

// redirect sends a stream elsewhere: to nothing, or where another stream goes.
type redirect struct {
	stream int // 1 or 2
	to     int // discard, or the stream whose place it takes
}

// discard is where nothing comes from.
const discard = 0

// word is a word before expansion.
type word []piece

// piece is a part of a word.
type piece struct {
	text   string // literal text, or the name of a parameter
	param  bool   // text names a variable, or is "?"
	quoted bool
}

func (*list) node()     {}
func (*andOr) node()    {}
func (*pipeline) node() {}
func (*simple) node()   {}

// literal returns a word that is plain unquoted text, or "".
func (w word) literal() string {
	if len(w) == 1 && !w[0].param && !w[0].quoted {
		return w[0].text
	}
	return ""
}
