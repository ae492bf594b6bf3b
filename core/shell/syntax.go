package shell

import "strings"

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
type list struct{ items []item }

// item is an andOr node of a list.
type item struct {
	node       int
	background bool   // &
	text       string // as jobs shows it
	line       int    // where it begins: LINENO
}

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

// pipeline is commands whose output is the next one's input. Its code is that
// of the last.
type pipeline struct {
	stages  []int
	both    []bool // |& stands after the stage: stderr goes with stdout
	negated bool   // !
	timed   bool   // time
}

// simple is a command with its words.
type simple struct {
	assignments []assignment
	words       []word
	arrays      []assignment // among the words of declare and its kin
	redirects   []redirect
	substituted
	// before is how many assignments each of the substitutions finds done. Words find
	// none: they are expanded first.
	before []int
}

// carriedOut is how many assignments are carried out once so many substitutions have
// been run: none where there are words, for whose command alone they hold.
func (s *simple) carriedOut(substitutions int) int {
	if substitutions == 0 || len(s.words) > 0 {
		return 0
	}
	return s.before[substitutions-1]
}

// redirected is a compound command with redirections.
type redirected struct {
	body      int
	redirects []redirect
	substituted
}

// forLoop runs its body for each of its words.
type forLoop struct {
	name  string
	words []word
	own   bool // no words are given: $1 and so on
	body  int
	substituted
}

// countLoop is for ((…;…;…)).
type countLoop struct {
	first, condition, step word
	body                   int
	substituted
}

// conditional is [[ … ]]: a tree, whose leaves are words to be compared.
type conditional struct {
	root test
	substituted
}

// test is a part of a conditional: an operator and what it joins, or words.
type test struct {
	op    string // "!", "&&", "||", or a test's own, such as -n or ==; "": a word alone
	tests []test
	words []word
}

// whileLoop runs its body while its condition succeeds, or until it does.
type whileLoop struct {
	condition, body int
	until           bool
}

// choice is if: the body of the first condition that succeeds.
type choice struct {
	conditions, bodies []int
	otherwise          int // a node, or -1
}

// caseOf is case: the body of the first pattern that matches.
type caseOf struct {
	subject  word
	patterns [][]word
	bodies   []int
	joints   []joint // what follows each body
	substituted
}

// joint says what is done behind a body of case.
type joint uint8

const (
	leavesCase joint = iota // ;;
	runsNext                // ;& : the next body, whatever its patterns
	triesOn                 // ;;& : the patterns that come
)

// subshell runs its body in an environment of its own.
type subshell struct{ body int }

// streamed is the body of <(…): what it prints becomes a file. After a < it is
// read while it is printed.
type streamed struct {
	body int
	live bool
}

// arithmetic is ((…)): it succeeds where the value is not 0.
type arithmetic struct {
	expression word
	substituted
}

// definition defines a function.
type definition struct {
	name string
	body int
}

// substituted are the lists of the command substitutions in a node's words, in
// the order in which they are run.
type substituted struct{ substitutions []int }

// assignment sets a variable, or an element of an array, or a whole array.
type assignment struct {
	name   string
	index  word // of the element; nil: the variable
	value  word
	append bool // +=
	array  bool // name=(…): the elements are in list
	list   []element
}

// element is an element of an array that is assigned as a whole.
type element struct{ index, value word } // index is nil where it follows from the place

// redirectKind says what a redirection does.
type redirectKind uint8

const (
	toFile redirectKind = iota
	appendToFile
	fromFile
	fromText // a here-document or here-string
	toStream // >&, <&
)

// redirect sends a stream elsewhere, or takes stdin from somewhere.
type redirect struct {
	kind   redirectKind
	stream int
	word   word // the name, the text, or the stream whose place it takes
	both   bool // &>: stderr too
	over   bool // >|: even where set -C forbids it
	live   bool // what is read is the output of <(…)
}

// word is a word before expansion.
type word []piece

// pieceKind says what a piece of a word stands for.
type pieceKind uint8

const (
	literalPiece pieceKind = iota
	paramPiece             // a parameter
	substPiece             // the output of a command
	sumPiece               // the value of an expression
)

// piece is a part of a word.
type piece struct {
	kind   pieceKind
	text   string // literal text, or the name of a parameter
	quoted bool
	op     string // of a parameter: "" or what stands after its name, such as ":-" or "%%", or "#" before it as "length"
	word   word   // what stands after op, or the expression
	with   word   // of the op "/": what is put in the place of word
	index  word   // of an element of an array; nil: none
	number int    // of a substitution in its node
}

func (*list) node()        {}
func (*andOr) node()       {}
func (*pipeline) node()    {}
func (*simple) node()      {}
func (*redirected) node()  {}
func (*forLoop) node()     {}
func (*whileLoop) node()   {}
func (*countLoop) node()   {}
func (*conditional) node() {}
func (*choice) node()      {}
func (*caseOf) node()      {}
func (*streamed) node()    {}
func (*subshell) node()    {}
func (*arithmetic) node()  {}
func (*definition) node()  {}

func (s *substituted) lists() []int { return s.substitutions }

// isOption reports whether a word begins with -, whatever follows.
func (w word) isOption() bool {
	return len(w) > 0 && w[0].kind == literalPiece && strings.HasPrefix(w[0].text, "-")
}

// literal returns a word that is plain unquoted text, or "".
func (w word) literal() string {
	if len(w) == 1 && w[0].kind == literalPiece && !w[0].quoted {
		return w[0].text
	}
	return ""
}
