package shell

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// What a pattern matches at the beginning and the end of a text is what it
// matches when each beginning and each end is tried.
func TestBeginningsAndEndingsAreThoseThatMatch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pattern := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "界", "*", "?", "[ab]", "[!a]", `\*`, "[", "]", `\`}), 0, 6).Draw(t, "pattern"), "")
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "界", "*", "[", `\`}), 0, 8).Draw(t, "text"), "")
		first, last := -1, -1
		for n := 0; n <= len(text); n++ {
			if (n == len(text) || utf8.RuneStart(text[n])) && matches(pattern, text[:n]) {
				if last = n; first < 0 {
					first = n
				}
			}
		}
		shortest, longest := beginnings(pattern, text)
		require.Equal(t, []int{first, last}, []int{shortest, longest}, "beginnings of %q that match %q", text, pattern)
		first, last = -1, -1
		for n := len(text); n >= 0; n-- {
			if (n == len(text) || utf8.RuneStart(text[n])) && matches(pattern, text[n:]) {
				if last = n; first < 0 {
					first = n
				}
			}
		}
		shortest, longest = endings(pattern, text)
		require.Equal(t, []int{first, last}, []int{shortest, longest}, "endings of %q that match %q", text, pattern)
	})
}

// What ${x//a/b} replaces is what is found when each end is tried at each place.
func TestReplacingFindsTheLongestMatchAtEachPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pattern := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "界", "*", "?", "[ab]", "[!a]"}), 1, 5).Draw(t, "pattern"), "")
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "界"}), 0, 10).Draw(t, "text"), "")
		want := ""
		for at := 0; at < len(text); {
			end := len(text)
			for ; end > at; end-- {
				if (end == len(text) || utf8.RuneStart(text[end])) && matches(pattern, text[at:end]) {
					break
				}
			}
			if end > at {
				want, at = want+"<>", end
				continue
			}
			_, size := utf8.DecodeRuneInString(text[at:])
			want, at = want+text[at:at+size], at+size
		}
		require.Equal(t, want, replace(text, pattern, "<>", "//"), "%q in %q", pattern, text)
	})
}

// No pattern takes long, however long the text.
func BenchmarkPatterns(b *testing.B) {
	text := strings.Repeat("a", 16<<10)
	for _, op := range []string{"%%", "##", "//"} {
		b.Run(op, func(b *testing.B) {
			for b.Loop() {
				if op == "//" {
					replace(text, "a*b", "c", op)
				} else {
					strip(text, "*a*b*", op)
				}
			}
		})
	}
}
