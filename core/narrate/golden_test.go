package narrate

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

var rewrite = flag.Bool("rewrite", false, "renew the transcripts in testdata")

// The transcript has every event with its weight, its title, its sentence and
// its section, to be read by people: is it true, is it clear, is it English,
// is it Chinese?
func TestTranscript(t *testing.T) {
	for _, lang := range Langs() {
		t.Run(lang.String(), func(t *testing.T) {
			var b strings.Builder
			for _, s := range scenes(0) {
				told := Sentence(&s.event, shortCast, lang)
				fmt.Fprintf(&b, "%s: %d, %s\n  %s %s\n", s.name, Important(&s.event), Title(&s.event, lang), told.Text, told.Section)
			}
			path := "testdata/" + lang.String() + ".txt"
			if *rewrite {
				require.NoError(t, os.WriteFile(path, []byte(b.String()), 0o644))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Equal(t, string(want), b.String(), "read the difference; if it is right, run the test with -rewrite")
		})
	}
}

func TestSentencesAreShort(t *testing.T) {
	for _, lang := range Langs() {
		for _, s := range scenes(12_345) {
			text := Sentence(&s.event, longCast, lang).Text
			require.LessOrEqual(t, utf8.RuneCountInString(text), SentenceMost(lang), "%s: %s", s.name, text)
		}
	}
}

func TestSentencesAreComplete(t *testing.T) {
	used := map[string]bool{}
	for _, s := range scenes(0) {
		var story Story
		tell(&story, &s.event)
		used[story.sentence.id] = true
		for _, lang := range Langs() {
			told := Sentence(&s.event, shortCast, lang)
			require.NotContains(t, told.Text, "{", "%s: a placeholder has no value", s.name)
			require.NotContains(t, told.Text, "  ", s.name)
			require.NotEmpty(t, Title(&s.event, lang), s.name)
			ends := "."
			if lang == Chinese {
				ends = "。"
			}
			if !strings.HasSuffix(story.sentence.text.in(lang), "{line}") {
				require.True(t, strings.HasSuffix(told.Text, ends), told.Text)
			}
		}
	}
	for _, table := range sentences {
		for _, s := range table {
			require.True(t, used[s.id], "no event of the transcript is told with %q", s.id)
			require.Regexp(t, `^(D?§\d+(\.\d+)*)?$`, s.section, "%s: of the paper, as §5.2, or of the dissertation, as D§6.4", s.id)
		}
	}
}

func TestHeartbeatsAreRoutine(t *testing.T) {
	weights := map[string]int{}
	for _, s := range scenes(0) {
		weights[s.name] = Important(&s.event)
	}
	for _, name := range []string{"sent heartbeat", "received heartbeat", "sent acknowledgement", "received acknowledgement", "lost heartbeat", "told by itself: terminal.done", "restarted, a terminal"} {
		require.Equal(t, Routine, weights[name], name)
	}
	for _, name := range []string{"became-candidate", "became-leader", "crashed", "answered", "a user: cut etcd-01 etcd-02"} {
		require.Equal(t, Headline, weights[name], name)
	}
}
