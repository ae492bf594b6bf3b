package lesson

import (
	"raftarium/core/lab"
	"raftarium/core/narrate"
)

// Lesson is a lesson's file as it was read. It is not to be changed.
type Lesson struct {
	Name     string // of the file
	Title    string
	About    string // a sentence for lists
	Lang     narrate.Lang
	Minutes  int
	Sections []string // of the paper, or of the dissertation after a D
	Needs    []string // the lessons that come before, by the names of their files
	Config   lab.Config
	Steps    []Step
	Goal     *Goal // of a challenge, or nil
}

// Step is what is shown at once.
type Step struct {
	Line     int
	Title    string
	Blocks   []Block
	Moves    []lab.Move // a highlight is a move that begins with "look "
	Question *Question  // or nil
	After    []Block    // what is told once the question is answered
}

// BlockKind says what a block of prose is.
type BlockKind uint8

// The kinds of blocks.
const (
	Paragraph BlockKind = iota
	Heading
	List
	Numbered
	Code // verbatim
)

// Block is a part of the prose.
type Block struct {
	Kind  BlockKind
	Items [][]Span // one but for lists
	First int      // the number of the first item, if Numbered
}

// Style says how a span is set.
type Style uint8

// The styles.
const (
	Plain Style = iota
	Mono
	Emphasis
	Strong
	Link
)

// Span is a piece of a line.
type Span struct {
	Style Style
	Text  string
	URL   string // of a Link: http, https, or #lesson=NAME
}

// Question is a question that the simulation answers.
type Question struct {
	Line    int
	Text    []Span
	Moves   []lab.Move // what is done once the reader has chosen
	Answers []Answer   // two at least
	Hint    []Span     // or nil
}

// Answer is one that can be chosen. It is right if all its conditions hold after
// the question's moves.
type Answer struct {
	Line int
	Text []Span
	If   []Condition // one at least
}

// Condition is a comparison such as "members.etcd-01.role == leader".
type Condition struct {
	Line int
	Text string
}

// Goal is what the reader of a challenge brings about.
type Goal struct {
	Line  int
	Text  []Span
	If    []Condition // which hold at one moment; see Facts
	Allow []string    // the verbs that may be used; if empty, all but those that make the world anew
	Hints [][]Span
}
