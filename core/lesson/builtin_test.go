package lesson

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
)

var rewrite = flag.Bool("rewrite", false, "write the index of lessons anew from their files")

const folder = "../../web/lessons/"

// indexed is what the index says; the page reads it.
type indexed struct {
	Lessons []entry `json:"lessons"`
}

type entry struct {
	ID        string          `json:"id"`
	Challenge bool            `json:"challenge,omitempty"`
	In        map[string]told `json:"in"`
}

type told struct {
	Title   string `json:"title"`
	About   string `json:"about"`
	Minutes int    `json:"minutes"`
}

func index(t testing.TB) indexed {
	t.Helper()
	text, err := os.ReadFile(folder + "index.json")
	require.NoError(t, err)
	var all indexed
	require.NoError(t, json.Unmarshal(text, &all))
	return all
}

func builtin(t testing.TB, lang, id string) *Lesson {
	t.Helper()
	name := lang + "/" + id + ".md"
	text, err := os.ReadFile(folder + name)
	require.NoError(t, err)
	l, err := Parse(name, string(text))
	require.NoError(t, err)
	return l
}

// Every lesson goes as it says, in both languages.
func TestBuiltInLessonsGoAsTheySay(t *testing.T) {
	for _, e := range index(t).Lessons {
		for _, lang := range []string{"en", "zh"} {
			t.Run(lang+"/"+e.ID, func(t *testing.T) {
				l := builtin(t, lang, e.ID)
				require.Equal(t, lang, l.Lang.String())
				p, err := NewPlayer(l)
				require.NoError(t, err)
				_, err = p.Run(Point{len(l.Steps) - 1, true}, 1<<62)
				require.NoError(t, err)
				require.Equal(t, right[e.ID], shown(p), "which answers the run shows to be right; what is told after them must fit")
				for i, s := range l.Steps {
					played, _ := p.Played(i)
					require.True(t, s.Question == nil || played.End > played.Asked, "step %d: nothing happens before its question is answered", i+1)
				}
				last, _ := p.Played(len(l.Steps) - 1)
				require.Less(t, len(p.Lab(last.End).Link()), 2000-sharedBesides, "what a lesson did fits in a message")
				if l.Goal == nil {
					require.Empty(t, unexpected(p.Lab(last.End)), "a lesson violates nothing that it does not announce")
				}
			})
		}
	}
}

// sharedBesides are the characters of a shared link that do not say what was done: the
// address of the page, the view, what is selected and asked.
const sharedBesides = 300

// right are the answers that the runs show to be right, from 1, as the prose after
// each question has it.
var right = map[string][]int{
	"the-log": {1}, "an-election": {2}, "split-vote": {2}, "replication": {1}, "crash": {2}, "commit": {2, 1}, "figure-7": {2},
	"figure-8": {2}, "partition": {2, 1}, "pre-vote": {2, 1}, "reads": {1, 3}, "membership": {1}, "snapshots": {2}, "by-hand": {2},
	"revisions": {1, 2}, "watch": {2}, "leases": {1}, "v2-connections": {2}, "v2-expiry": {2}, "v2-watch": {2}, "v2-storage": {1},
}

// shown are the answers that a run has shown to be right.
func shown(p *Player) (all []int) {
	for i, s := range p.Lesson().Steps {
		if played, _ := p.Played(i); s.Question != nil {
			all = append(all, played.Right+1)
		}
	}
	return all
}

// unexpected are the violations of a world in which no rule is off.
func unexpected(l *lab.Lab) any {
	if len(lab.RulesOff(l.World())) > 0 {
		return nil
	}
	return lab.Violations(l.World())
}

// A lesson is one lesson, told twice: what is done, asked and expected is the
// same in both languages.
func TestBothLanguagesDoTheSame(t *testing.T) {
	for _, e := range index(t).Lessons {
		en, zh := builtin(t, "en", e.ID), builtin(t, "zh", e.ID)
		require.Equal(t, en.Config, zh.Config, e.ID)
		require.Equal(t, en.Minutes, zh.Minutes, e.ID)
		require.Equal(t, en.Sections, zh.Sections, e.ID)
		require.Equal(t, en.Needs, zh.Needs, e.ID)
		require.Len(t, zh.Steps, len(en.Steps), e.ID)
		for i := range en.Steps {
			require.Equal(t, done(en.Steps[i]), done(zh.Steps[i]), "%s, step %d", e.ID, i+1)
		}
		require.Equal(t, en.Goal == nil, zh.Goal == nil, e.ID)
		if en.Goal != nil {
			require.Equal(t, en.Goal.Allow, zh.Goal.Allow, e.ID)
			require.Equal(t, texts(en.Goal.If), texts(zh.Goal.If), e.ID)
			require.Len(t, zh.Goal.Hints, len(en.Goal.Hints), e.ID)
		}
	}
}

// done is what a step does, without its words.
func done(s Step) (all []string) {
	moves := s.Moves
	if s.Question != nil {
		moves = append(moves[:len(moves):len(moves)], s.Question.Moves...)
	}
	for _, m := range moves {
		all = append(all, m.Terminal+": "+m.Text)
	}
	if s.Question != nil {
		for _, a := range s.Question.Answers {
			all = append(all, strings.Join(texts(a.If), " and "))
		}
		all = append(all, map[bool]string{true: "a hint"}[s.Question.Hint != nil])
	}
	for _, blocks := range [][]Block{s.Blocks, s.After} {
		for _, b := range blocks {
			all = append(all, fmt.Sprintf("a block of kind %d with %d items", b.Kind, len(b.Items)))
			if b.Kind == Code {
				all = append(all, b.Items[0][0].Text)
			}
		}
	}
	return all
}

func texts(all []Condition) (list []string) {
	for _, c := range all {
		list = append(list, c.Text)
	}
	return list
}

func TestTheIndexSaysWhatTheFilesSay(t *testing.T) {
	all := index(t)
	ids := map[string]bool{}
	lessons, challenges := 0, 0
	for i := range all.Lessons {
		e := &all.Lessons[i]
		require.False(t, ids[e.ID], e.ID)
		e.In = map[string]told{}
		for _, lang := range []string{"en", "zh"} {
			l := builtin(t, lang, e.ID)
			e.Challenge = l.Goal != nil
			e.In[lang] = told{l.Title, l.About, l.Minutes}
			require.Less(t, l.Minutes, 10, e.ID)
			require.NotEmpty(t, l.About, e.ID)
			for _, need := range l.Needs {
				require.True(t, ids[need], "%s needs %s, which does not come before it", e.ID, need)
			}
		}
		ids[e.ID] = true
		if e.Challenge {
			challenges++
		} else {
			lessons++
		}
	}
	t.Logf("%d lessons, %d challenges", lessons, challenges)
	var want bytes.Buffer
	encoder := json.NewEncoder(&want)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	require.NoError(t, encoder.Encode(all))
	if *rewrite {
		require.NoError(t, os.WriteFile(folder+"index.json", want.Bytes(), 0o644))
		return
	}
	have, err := os.ReadFile(folder + "index.json")
	require.NoError(t, err)
	require.Equal(t, want.String(), string(have), "go test ./core/lesson -run TheIndex -rewrite writes it anew")
	for _, lang := range []string{"en", "zh"} {
		files, err := os.ReadDir(folder + lang)
		require.NoError(t, err)
		require.Len(t, files, len(ids), "a file in %s that the index does not list", lang)
	}
}

// The words of the glossary are explained in both languages, belong to one entry
// each, and occur in lessons, or in what is told.
func TestTheGlossaryExplainsWordsThatOccur(t *testing.T) {
	type explained struct {
		Words []string `json:"words"`
		Text  string   `json:"text"`
	}
	var glossary struct {
		Terms []struct {
			ID     string `json:"id"`
			En, Zh explained
		} `json:"terms"`
	}
	text, err := os.ReadFile(folder + "glossary.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &glossary))
	prose := map[string]string{}
	for _, e := range index(t).Lessons {
		for _, lang := range []string{"en", "zh"} {
			content, err := os.ReadFile(folder + lang + "/" + e.ID + ".md")
			require.NoError(t, err)
			prose[lang] += string(content)
		}
	}
	said, err := filepath.Glob("../narrate/[a-z]*.go") // what the picture and the panels say
	require.NoError(t, err)
	for _, name := range said {
		content, err := os.ReadFile(name)
		require.NoError(t, err)
		prose["en"] += string(content)
		prose["zh"] += string(content)
	}
	seen := map[string]bool{}
	for _, term := range glossary.Terms {
		for lang, of := range map[string]explained{"en": term.En, "zh": term.Zh} {
			require.NotEmpty(t, of.Text, term.ID)
			require.NotEmpty(t, of.Words, term.ID)
			occurs := false
			for _, word := range of.Words {
				require.False(t, seen[lang+word], "%q is there twice", word)
				seen[lang+word] = true
				occurs = occurs || strings.Contains(prose[lang], word)
			}
			require.True(t, occurs, "%s occurs nowhere in %s", term.ID, lang)
		}
	}
}

// The example in what is written for teachers is a lesson that goes as it says.
func TestTheDocumentedExampleIsALesson(t *testing.T) {
	text, err := os.ReadFile(folder + "README.md")
	require.NoError(t, err)
	_, after, ok := strings.Cut(string(text), "````markdown\n")
	require.True(t, ok)
	example, rest, ok := strings.Cut(after, "````\n")
	require.True(t, ok)
	l, err := Parse("example.md", example)
	require.NoError(t, err)
	p, err := NewPlayer(l)
	require.NoError(t, err)
	_, err = p.Run(Point{len(l.Steps) - 1, true}, 1<<62)
	require.NoError(t, err)
	for _, name := range FactNames() {
		require.Contains(t, rest, "facts."+name)
	}
}
