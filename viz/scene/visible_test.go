package scene

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func TestEverythingOfATextIsVisible(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"hello", "hello"},
		{"", `""`},
		{"two\nlines\tand a tab", `two\nlines\tand a tab`},
		{"\x00\x07\x1b[31m\x7f", `\x00\a\x1b[31m\x7f`},
		{"\xff\xfe, no UTF-8", `\xff\xfe, no UTF-8`},
		{"a real \uFFFD", "a real \uFFFD"},
		{"half of one \xef\xbf", `half of one \xef\xbf`},
		{"ends its direction \u202e", `ends its direction \u202e`},
		{"键 ключ مفتاح 👩\u200d👧", "键 ключ مفتاح 👩\u200d👧"},
	} {
		require.Equal(t, tt.want, Visible(tt.text))
	}
	long := Visible(strings.Repeat("键", 1_000_000))
	require.LessOrEqual(t, len(long), visibleMost)
	require.True(t, utf8.ValidString(long), "it is cut between characters")
}
