package narrate

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/raft"
	"raftarium/core/sim"
)

func TestParseLang(t *testing.T) {
	for tag, want := range map[string]Lang{"zh": Chinese, "zh-CN": Chinese, "zh_CN.UTF-8": Chinese, "ZH-Hans": Chinese, "en": English, "en-GB": English} {
		lang, ok := ParseLang(tag)
		require.True(t, ok, tag)
		require.Equal(t, want, lang, tag)
	}
	for _, tag := range []string{"", "de", "C.UTF-8", "zhuang"} {
		lang, ok := ParseLang(tag)
		require.False(t, ok, tag)
		require.Equal(t, English, lang, tag)
	}
}

func TestFormat(t *testing.T) {
	for _, c := range []struct {
		text, english, chinese string
		args                   []Arg
	}{
		{"{n} {n|vote|votes}", "1 vote", "1 vote", []Arg{Num("n", 1)}},
		{"{n} {n|vote|votes}", "0 votes", "0 votes", []Arg{Num("n", 0)}},
		{"{n#} votes", "three votes", "三 votes", []Arg{Num("n", 3)}},
		{"{n#} votes", "51 votes", "51 votes", []Arg{Num("n", 51)}},
		{"{n}", "1,184,007", "1,184,007", []Arg{Num("n", 1184007)}},
		{"{t} ago", "1.5 ms ago", "1.5 ms ago", []Arg{Span("t", 1500*sim.Microsecond)}},
		{"{t} ago", "197 ms ago", "197 ms ago", []Arg{Span("t", 197*sim.Millisecond)}},
		{"{t} ago", "2,345 ms ago", "2,345 ms ago", []Arg{Span("t", 2345*sim.Millisecond)}},
		{"{t} ago", "12.3 s ago", "12.3 s ago", []Arg{Span("t", 12345*sim.Millisecond)}},
		{"键{key}的值", "键message的值", "键 message 的值", []Arg{Str("key", "message")}},
		{"键 {key} 的值", "键 名称 的值", "键名称的值", []Arg{Str("key", "名称")}},
		{"no {value} for it", "no {value} for it", "no {value} for it", nil},
		{"an open {brace", "an open {brace", "an open {brace", nil},
	} {
		for lang, want := range map[Lang]string{English: c.english, Chinese: c.chinese} {
			f := filler{lang: lang, args: c.args}
			f.fill(c.text)
			require.Equal(t, want, string(f.buf))
		}
	}
}

func TestFormatKeepsWhatIsTyped(t *testing.T) {
	value := strings.Repeat("x", 500)
	require.Contains(t, Format(English, "toast.refused", Str("why", value)), value)
}

func TestUnknownTextShowsItsID(t *testing.T) {
	require.Equal(t, "no.such", Text(Chinese, "no.such"))
}

// What people type never makes a sentence too long or breaks it, and no event
// makes it panic.
func TestSentencesHoldWhateverIsTyped(t *testing.T) {
	list := scenes(9)
	rapid.Check(t, func(t *rapid.T) {
		names := cast{"etcd-0", rapid.String().Draw(t, "summary")}
		s := list[rapid.IntRange(0, len(list)-1).Draw(t, "event")]
		for _, lang := range Langs() {
			text := Sentence(&s.event, names, lang).Text
			require.LessOrEqual(t, utf8.RuneCountInString(text), SentenceMost(lang))
			require.NotContains(t, text, "\n")
		}
	})
}

// constants are names that cost nothing, so that the benchmark measures the
// sentence.
type constants struct{}

func (constants) Node(sim.Node) string        { return "etcd-01" }
func (constants) Server(raft.ID) string       { return "etcd-01" }
func (constants) Summary(raft.Payload) string { return `message = "hello world"` }

func BenchmarkSentence(b *testing.B) {
	list := scenes(1234)
	for _, lang := range Langs() {
		b.Run(lang.String(), func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				s := &list[i%len(list)]
				Sentence(&s.event, constants{}, lang)
			}
		})
	}
}

func BenchmarkImportant(b *testing.B) {
	list := scenes(1234)[:30]
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		Important(&list[i%len(list)].event)
	}
}

func TestWhatIsQuotedHasTheQuotationMarksOfPrint(t *testing.T) {
	for text, want := range map[string]string{
		`put message "hello world"`:                     `put message “hello world”`,
		`put "a b" "c"`:                                 `put “a b” “c”`,
		`put message "open`:                             `put message "open`,
		`put a "say \"hi\""`:                            `put a "say \"hi\""`,
		`POST /v3/kv/put {"key":"Zm9v","value":"YQ=="}`: `POST /v3/kv/put {"key":"Zm9v","value":"YQ=="}`,
	} {
		require.Equal(t, want, curly(text))
	}
}
