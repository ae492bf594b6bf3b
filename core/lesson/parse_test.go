package lesson

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/narrate"
)

const front = "---\ntitle: T\nlanguage: en\nminutes: 3\ncluster: 3 --bare\ntimes: etcd\n---\n"

const whole = `---
title: A crash
about: A member goes and comes back.
language: en
minutes: 4
section: §5.3, D§6.4
needs: an-election
cluster: 3 --bare
times: etcd
seed: 7
---

## First

Some *prose* with ` + "`code`" + `, **weight** and
a [link](https://raft.github.io).

- one
- two

1. first

` + "```" + `
$ verbatim  text
` + "```" + `

` + "```lab" + `
timeout 1
until members.etcd-01.role == leader   # not a remark
# a remark
B: etcdctl put k v
expect last.stdout == OK
type C etcdctl get k
look member 2
` + "```" + `

### Inside

## Second

` + "```ask" + `
What is
in it?
> etcdctl get k
- The value
  if last.stdout contains v
- Nothing
  if A.code == 0
  if last.stdout == ""
hint Look at the *store*.
` + "```" + `

It is.
`

func TestALessonIsRead(t *testing.T) {
	// The remark after the condition is one word too many, which is told.
	_, err := Parse("x.md", whole)
	require.EqualError(t, err, "x.md:29: until: '#' is one word too many; quote a value of several words")

	l, err := Parse("x.md", strings.Replace(whole, "   # not a remark", "", 1))
	require.NoError(t, err)
	require.Equal(t, "A crash", l.Title)
	require.Equal(t, "A member goes and comes back.", l.About)
	require.Equal(t, narrate.English, l.Lang)
	require.Equal(t, 4, l.Minutes)
	require.Equal(t, []string{"§5.3", "D§6.4"}, l.Sections)
	require.Equal(t, []string{"an-election"}, l.Needs)
	require.Equal(t, lab.Config{Members: 3, Bare: true, Profile: lab.EtcdTimes, Seed: 7}, l.Config)
	require.Len(t, l.Steps, 2)

	s := l.Steps[0]
	require.Equal(t, "First", s.Title)
	require.Equal(t, []Block{
		{Kind: Paragraph, Items: [][]Span{{{Text: "Some "}, {Style: Emphasis, Text: "prose"}, {Text: " with "}, {Style: Mono, Text: "code"},
			{Text: ", "}, {Style: Strong, Text: "weight"}, {Text: " and a "}, {Style: Link, Text: "link", URL: "https://raft.github.io"}, {Text: "."}}}},
		{Kind: List, Items: [][]Span{{{Text: "one"}}, {{Text: "two"}}}},
		{Kind: Numbered, First: 1, Items: [][]Span{{{Text: "first"}}}},
		{Kind: Code, Items: [][]Span{{{Style: Mono, Text: "$ verbatim  text"}}}},
		{Kind: Heading, Items: [][]Span{{{Text: "Inside"}}}},
	}, s.Blocks)
	require.Equal(t, []lab.Move{
		{Line: 28, Text: "timeout 1", Terminal: "A", Await: true},
		{Line: 29, Text: "until members.etcd-01.role == leader"},
		{Line: 31, Text: "etcdctl put k v", Terminal: "B", Await: true},
		{Line: 32, Text: "expect B.stdout == OK"},
		{Line: 33, Text: "etcdctl get k", Terminal: "C"},
		{Line: 34, Text: "look member 2"},
	}, s.Moves)

	q := l.Steps[1].Question
	require.Equal(t, "What is in it?", Text(q.Text))
	require.Equal(t, []Condition{{46, "A.stdout contains v"}}, q.Answers[0].If)
	require.Len(t, q.Answers[1].If, 2)
	require.Equal(t, "Look at the store.", Text(q.Hint))
	require.Len(t, l.Steps[1].After, 1)
}

// badLessons are files that are no lessons, and how that is told.
func badLessons() []struct{ text, want string } {
	step := func(body string) string { return front + "## S\n\nText.\n\n" + body }
	fence := func(what, body string) string { return step("```" + what + "\n" + body + "\n```\n") }
	return []struct{ text, want string }{
		{"", "x.md:1: a lesson begins with a line of three hyphens"},
		{"# A title", "x.md:1: a lesson begins with"},
		{"---\ntitle: T", "x.md:1: the front matter has no end"},
		{"---\ntitle\n---", `x.md:2: "title" is no "key: value"`},
		{"---\ntitle: T\ntitle: U\n---", "x.md:3: title is said twice"},
		{"---\nauthor: me\n---", `x.md:2: "author" says nothing of a lesson: there are title,`},
		{"---\nlanguage: fr\n---", `x.md:2: the language "fr" is not known: it is en or zh`},
		{"---\nminutes: ten\n---", `x.md:2: "ten" is no number of minutes`},
		{"---\ncluster: many\n---", `x.md:2: "many" is no number of members`},
		{"---\nseed: -1\n---", `x.md:2: "-1" is no seed`},
		{"---\ntitle: T\n---", "x.md:3: the front matter lacks language"},
		{"---\ntitle: T\nlanguage: en\nminutes: 1\ncluster: 500\n---", "x.md:5: start a lab of 500 members"},
		{front, "x.md:8: there is no step"},
		{front + "text", "x.md:8: text before the first step"},
		{"---\ncluster: 0\n---", "x.md:2: a cluster has 1 to 101 members"},
		{"---\nsection: 5.2\n---", `x.md:2: "5.2" is no section`},
		{"---\nneeds:\n  - a\n---", `x.md:2: "needs:" is no "key: value": both stand on one line`},
		{"---\ntitle: " + strings.Repeat("长", TitleMax+1) + "\n---", "x.md:2: the title has 121 characters"},
		{front + "##S", "x.md:8: a blank is missing after ##"},
		{front + "### S", "x.md:8: a heading before the first step"},
		{step("#### deep"), "x.md:12: a heading within a step begins with ###"},
		{step("| a | b |"), "x.md:12: tables are not understood"},
		{step("> said"), "x.md:12: quotations are not understood"},
		{step("---"), "x.md:12: a line across the page is not understood"},
		{step("~~~lab\n~~~"), "x.md:12: a fence is made with backquotes"},
		{step("See ![a cat](cat.png)."), "x.md:12: pictures are not understood"},
		{step("````text\n```\n"), "x.md:12: the fence has no end: ````"},
		{fence("lab", "look panel stor"), `x.md:13: look: there is no panel "stor": there are member, store`},
		{fence("lab", "look view logs"), `x.md:13: look: there is no view "logs": there are ring, space, store, disk`},
		{fence("goal", "Do it.\nif facts.leaders == 2\nallow cutt"), `x.md:15: allow: there is no command "cutt"; did you mean cut?`},
		{fence("goal", "Do it.\nif facts.leaders == 2") + "\n## Next\n\nText.\n", "x.md:12: the goal stands in a step that is not the last"},
		{front + "# T", "x.md:8: the title stands in the front matter"},
		{front + "## S\n", `x.md:8: the step "S" has no text`},
		{step("<b>loud</b>"), "x.md:12: HTML is not understood"},
		{step("```lab\ncrash 1\n"), "x.md:12: the fence has no end"},
		{fence("bash", "ls"), `x.md:12: a fence is lab (commands), ask (a question), goal (of a challenge) or text, not "bash"`},
		{fence("lab", "crash 1\nsleep long"), `x.md:14: sleep: "long" is no moment`},
		{fence("lab", "expect a is b"), "x.md:13: expect: 'is' does not compare"},
		{fence("lab", "seek 0"), "x.md:13: seek would leave the lesson's world"},
		{fence("lab", "look everywhere"), "x.md:13: look: there are: look member M"},
		{fence("lab", "type B"), "x.md:13: type needs a terminal and a line for it"},
		{fence("ask", ""), "x.md:12: the question has no text"},
		{fence("ask", "Who?\n- me\n  if seed == 1"), "x.md:12: a question has two answers at least"},
		{fence("ask", "Who?\n- me\n- you\n  if seed == 1"), "x.md:14: nothing says when this answer is right"},
		{fence("ask", "Who?\n- me\n  if a = b"), "x.md:15: if: '=' does not compare"},
		{fence("ask", "Who?\n- me\n  maybe"), `x.md:15: "maybe" is not understood: a question is its text`},
		{fence("ask", "Who?\n- a\n if seed == 1\n- b\n if seed == 2") + "```lab\ncrash 1\n```", "x.md:19: commands after a question"},
		{"---\nneeds: [an-election, crash]\n---", `x.md:2: "[an-election" is no name of a lesson`},
		{"---\nneeds: crash.md\n---", `x.md:2: "crash.md" is no name of a lesson: it is that of its file, without .md`},
		{fence("lab", "b: crash 1"), `x.md:13: "b" is no terminal: they are called A, B and so on`},
		{fence("lab", "look message apend 1 2"), `x.md:13: look: there is no message "apend": there are append-accepted, append-entries,`},
		{fence("ask", "Who?\n>crash 1"), `x.md:14: a blank is missing after the > of ">crash 1"`},
		{fence("ask", "Who?\n-me"), `x.md:14: a blank is missing after the - of "-me"`},
		{fence("ask", "Who?\n- \n  if seed == 1"), "x.md:14: the answer has no text"},
		{fence("ask", "Who?\nif seed == 1\n- me"), `x.md:14: "if seed == 1" stands before every answer`},
		{fence("ask", "Who?\n- a\n if seed == 1\n- b\n if seed == 2\nhint"), "x.md:18: the hint has no text"},
		{fence("ask", "Who?\n- a\n if seed == 1\n- b\n if seed == 2\nhint x\nhint y"), "x.md:19: a question has one hint, and this is the second"},
		{fence("goal", "Do it.\n> crash 1\nif facts.leaders == 2"), `x.md:14: "> crash 1" is not understood: a goal is its text`},
		{fence("goal", "Do it.\nif facts.leaders == two"), `x.md:14: if: facts.leaders is a number, and never "two"`},
		{fence("goal", "Do it.\nif facts.quorum == no"), `x.md:14: if: facts.quorum is true or false, and never "no"`},
		{fence("goal", "if facts.leaders == 2"), "x.md:12: the goal has no text"},
		{fence("goal", "Do it."), "x.md:12: nothing says when the goal is reached"},
		{fence("goal", "Do it.\nif facts.heros == 2"), `x.md:14: if: there is no fact "heros": there are crashes,`},
		{fence("goal", "Do it.\nif facts.leaders == 2\nif membrs.etcd-01.term == 2"), `x.md:15: if: state has no "membrs"; it has clients, cuts,`},
		{fence("goal", "Do it.\nif facts.leaders == $facts.crash"), `x.md:14: if: there is no fact "crash"`},
		{fence("ask", "Who?\n- me\n  if facts.leaders == 1"), `x.md:15: if: state has no "facts"`},
		{fence("ask", "Who?\n- me\n  if members.etcd-01.rôle == 1"), `x.md:15: if: state.members.etcd-01 has no "rôle"`},
		{fence("lab", "until member.etcd-01.term == 1"), `x.md:13: until: state has no "member"`},
		{fence("lab", "wait for-ever"), `x.md:13: wait: "for-ever" is nothing to wait for`},
		{fence("lab", "crash 1\nexpect last.out == 1"), `x.md:14: expect: there are A.stdout, A.stderr, A.code and A.output, not A.out`},
		{strings.Repeat("x", BytesMax+1), "x.md:1: the file has 262145 bytes"},
		{front + "## \xff", "x.md:8: the file is not UTF-8"},
		{"\xff\xfe-\x00-\x00-\x00", "x.md:1: the file is not UTF-8"},
		{front + "## S\n\nText \ufffd.", "x.md:10: the file is not UTF-8"},
		{front + "## S\n\n\x1b[31mred", "x.md:10: there is a control character, U+001B"},
		{step("- a\n    - b"), "x.md:13: a list within a list is not understood"},
		{fence("lab", "B: world --nodes 5"), "x.md:13: world would leave the lesson's world"},
		{fence("lab", "type B seek 5"), "x.md:13: seek would leave the lesson's world"},
		{step("#"), "x.md:12: the title stands in the front matter"},
		{step("###"), "x.md:12: the heading has no text"},
		{front + "##\n\nText.", "x.md:8: the step has no title"},
		{front + strings.Repeat("## S\n\nText.\n\n", StepsMax+1), "x.md:248: a lesson has at most 60 steps"},
		{front + "```lab\n```", "x.md:8: a fence before the first step"},
		{fence("goal", "Do it.\nif facts.leaders == 2\nallow zzzzzzzz"), `x.md:15: allow: there is no command "zzzzzzzz"`},
		{fence("goal", "Do it.\nif facts.leaders == 2") + fence("goal", "Again.")[len(step("")):], "x.md:16: a challenge has one goal"},
		{fence("goal", "Do it.\nif facts.leaders == 2\nhint"), "x.md:15: the hint has no text"},
		{fence("ask", "Who?\n- a\n if seed == 1\n- b\n if seed == 2") + fence("ask", "Who?")[len(step("")):], "x.md:19: a step has one question"},
		{fence("lab", "expect"), "x.md:13: expect: usage: expect PATH OP VALUE, as in expect members.etcd-02.role == leader"},
		{fence("lab", "expect seed == a b"), "x.md:13: expect: 'b' is one word too many; quote a value of several words"},
		{fence("lab", "expect seed matches ("), "x.md:13: expect: seed: the pattern is not understood: error parsing regexp"},
		{fence("lab", "until members.1.term > x"), "x.md:13: until: members.1.term: 0 and x cannot be compared by >: both must be numbers"},
		{fence("lab", "until members.1.term.x == 1"), `x.md:13: until: state.members.1.term is a value, there is no "x" in it`},
		{fence("lab", "wait"), "x.md:13: wait: for what? wait leader, wait commit 9,"},
		{fence("lab", "wait commit"), "x.md:13: wait: commit: needs an index, as in: wait commit 9"},
		{fence("lab", "wait applied x"), `x.md:13: wait: applied: "x" is no index`},
		{fence("lab", "sleep 300h"), `x.md:13: sleep: "300h" is not between 0 and ten days`},
		{"---\ntimes: slow\n---", `x.md:2: start a lab with the times "slow": they are "paper" or "etcd"`},
		{"---\nnet: moon\n---", `x.md:2: start a lab on the net "moon": it is "lan", "demo" or "wan"`},
		{"---\noptions: post-vote=on\n---", `x.md:2: start a lab with the options "post-vote=on": there is no option "post-vote": ` + "`help options` lists them"},
		{"---\noptions: pre-vote=maybe\n---", `x.md:2: start a lab with the options "pre-vote=maybe": the option pre-vote is not "maybe": it is on or off`},
	}
}

func TestWhatIsWrongWithALessonIsToldWithItsLine(t *testing.T) {
	for _, tc := range badLessons() {
		_, err := Parse("x.md", tc.text)
		require.ErrorContains(t, err, tc.want, tc.text)
		requireTold(t, err)
	}
}

// Files come from all editors: line ends, a mark of the byte order, tabs, blank lines
// at the beginning, quotes, and fences of any length at any indent.
func TestALessonIsReadHoweverItWasWritten(t *testing.T) {
	const plain = "---\ntitle: T\nlanguage: en\nminutes: 3\n---\n\n## S\n\nText.\n\n```lab\ncrash 1\n```\n\n* a\n+ b\n\n````text\n```lab\n```\n````\n"
	want, err := Parse("x.md", plain)
	require.NoError(t, err)
	require.Equal(t, []Block{{Kind: Paragraph, Items: [][]Span{{{Text: "Text."}}}}, {Kind: List, Items: [][]Span{{{Text: "a"}}, {{Text: "b"}}}},
		{Kind: Code, Items: [][]Span{{{Style: Mono, Text: "```lab\n```"}}}}}, want.Steps[0].Blocks)
	for name, text := range map[string]string{
		"CRLF": strings.ReplaceAll(plain, "\n", "\r\n"), "CR": strings.ReplaceAll(plain, "\n", "\r"), "BOM": "\ufeff" + plain,
		"tabs":   strings.NewReplacer("title: ", "\ttitle:\t", "## ", "##\t", "* a", "*\ta", "crash", "\tcrash").Replace(plain),
		"quotes": strings.Replace(plain, "title: T", "Title: 'T'", 1), "longer fences": strings.Replace(plain, "```lab\ncrash 1\n```", "`````lab\ncrash 1\n`````", 1),
		"indent": strings.Replace(plain, "```lab\ncrash 1\n```", "   ```lab\n   crash 1\n   ```", 1),
	} {
		got, err := Parse("x.md", text)
		require.NoError(t, err, name)
		require.Equal(t, want, got, name)
	}
	got, err := Parse("x.md", "\n \n"+plain)
	require.NoError(t, err)
	require.Equal(t, 9, got.Steps[0].Line, "lines are those of the file")
}

func TestMarksWithinALine(t *testing.T) {
	for _, tc := range []struct {
		text string
		want []Span
	}{
		{"plain", []Span{{Text: "plain"}}},
		{"2 * 3 * 4", []Span{{Text: "2 * 3 * 4"}}},
		{"2 ** 3 ** 4 *x*", []Span{{Text: "2 ** 3 ** 4 "}, {Style: Emphasis, Text: "x"}}},
		{"a * b", []Span{{Text: "a * b"}}},
		{`a \* b \* c`, []Span{{Text: "a * b * c"}}},
		{"`a*b*c`", []Span{{Style: Mono, Text: "a*b*c"}}},
		{"an open `mark", []Span{{Text: "an open `mark"}}},
		{"[x](javascript:alert(1))", []Span{{Text: "[x](javascript:alert(1))"}}},
		{"[x](#lesson=figure-8) y", []Span{{Style: Link, Text: "x", URL: "#lesson=figure-8"}, {Text: " y"}}},
		{"<script>", []Span{{Text: "<script>"}}},
		{"[[x](http://a)", []Span{{Text: "["}, {Style: Link, Text: "x", URL: "http://a"}}},
		{"[x](http://a b)", []Span{{Text: "[x](http://a b)"}}},
		{"[x](http://a/b_(c)) y)", []Span{{Style: Link, Text: "x", URL: "http://a/b_(c)"}, {Text: " y)"}}},
		{"[x](http://a/b_(c)", []Span{{Text: "[x](http://a/b_(c)"}}},
		{"[](http://a)", []Span{{Text: "[](http://a)"}}},
		{"**a*b", []Span{{Text: "*"}, {Style: Emphasis, Text: "a"}, {Text: "b"}}},
		{"**", []Span{{Text: "**"}}},
	} {
		require.Equal(t, tc.want, spans(tc.text), tc.text)
	}
}

// A line goes on with the next, in a list as in a paragraph.
func TestALineOfAListGoesOn(t *testing.T) {
	l, err := Parse("x.md", front+"## S\n\na\nb\n- c\n  d\ne\n\n- f\n\ng\n1. h\n   i\n")
	require.NoError(t, err)
	require.Equal(t, []Block{{Kind: Paragraph, Items: [][]Span{{{Text: "a b"}}}}, {Kind: List, Items: [][]Span{{{Text: "c d e"}}, {{Text: "f"}}}},
		{Kind: Paragraph, Items: [][]Span{{{Text: "g"}}}}, {Kind: Numbered, First: 1, Items: [][]Span{{{Text: "h i"}}}}}, l.Steps[0].Blocks)
}

// A numbered list goes on with its numbers after a fence that stands in it, which is
// read without the blanks before it.
func TestAFenceStandsWithinAList(t *testing.T) {
	l, err := Parse("x.md", front+"## S\n\n1. a\n   ```text\n   $ b\n     c\n   ```\n2. d\n\n   more\n3)\te\n100. f\n")
	require.NoError(t, err)
	require.Equal(t, []Block{{Kind: Numbered, First: 1, Items: [][]Span{{{Text: "a"}}}}, {Kind: Code, Items: [][]Span{{{Style: Mono, Text: "$ b\n  c"}}}},
		{Kind: Numbered, First: 2, Items: [][]Span{{{Text: "d"}}}}, {Kind: Paragraph, Items: [][]Span{{{Text: "more"}}}},
		{Kind: Numbered, First: 3, Items: [][]Span{{{Text: "e 100. f"}}}}}, l.Steps[0].Blocks)
}

// However many marks there are without an end, a lesson is read at once.
func BenchmarkMarksWithoutAnEnd(b *testing.B) {
	for _, mark := range []string{"[", "[a](", "[a](http://", "`a", "**a", "*"} {
		text := "x" + strings.Repeat(mark, BytesMax/len(mark))
		b.Run(mark, func(b *testing.B) {
			for b.Loop() {
				spans(text)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add(whole)
	f.Add("\r")
	f.Add(front + "## S\n\n```goal\nX\nif facts.leaders == 2\nallow cut\n```\n")
	f.Fuzz(func(t *testing.T, text string) {
		l, err := Parse("x.md", text)
		if err != nil {
			var e *Error
			require.ErrorAs(t, err, &e)
			requireTold(t, err)
			require.Positive(t, e.Line)
			require.LessOrEqual(t, e.Line, 1+strings.Count(text, "\n")+strings.Count(text, "\r"))
			return
		}
		require.NotEmpty(t, l.Steps)
		for _, s := range l.Steps {
			for _, b := range s.Blocks {
				for _, item := range b.Items {
					for _, span := range item {
						require.True(t, span.Style != Link || isSafe(span.URL))
					}
				}
			}
		}
	})
}
