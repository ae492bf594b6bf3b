package window

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/viz/ink"
)

func newTypist() *typist {
	t := &typist{ink: ink.New(ink.NewGlyphSource("zh"))}
	t.forget()
	return t
}

func TestLinesBreakWhereTheyMay(t *testing.T) {
	typist := newTypist()
	for _, c := range []struct {
		text  string
		width float32
		want  []string
	}{
		{"etcd-03 grants its vote", 95, []string{"etcd-03 grants", "its vote"}},
		{"条目 9 已提交。", 45, []string{"条目 9", "已提", "交。"}},
		{"已经提交（三台）。", 70, []string{"已经提交", "（三台）。"}},
		{"http://127.0.0.1:2379/v2/keys", 90, []string{"http://127.0.0.", "1:2379/v2/key", "s"}},
		{"one\ntwo", 500, []string{"one", "two"}},
		{"", 10, nil},
	} {
		lines := typist.wrap(c.text, panelStyle, c.width)
		require.Equal(t, c.want, lines, c.text)
	}
}

func TestNoLineIsTooWideAndNothingIsLost(t *testing.T) {
	typist := newTypist()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([a-z]{1,12}|[条目已提交，。（）]{1,5}| )*`).Draw(t, "text")
		width := rapid.Float32Range(20, 300).Draw(t, "width")
		lines := typist.breakUp(text, panelStyle, width)
		for _, line := range lines {
			require.LessOrEqual(t, typist.measure(strings.TrimRight(line, " "), panelStyle), width+1.5, line)
		}
		require.Equal(t, strings.ReplaceAll(text, " ", ""), strings.ReplaceAll(strings.Join(lines, ""), " ", ""))
	})
}

func TestATextThatIsTooWideEndsInAnEllipsis(t *testing.T) {
	typist := newTypist()
	require.Equal(t, "waiting", typist.within("waiting", panelStyle, 200))
	short := typist.within("waiting at etcd-03 for an answer", panelStyle, 100)
	require.True(t, strings.HasSuffix(short, "…"))
	require.LessOrEqual(t, typist.measure(short, panelStyle), float32(100))
}
