package lesson

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"regexp/syntax"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/narrate"
)

// requireTold holds that nothing of an error is English alone, down to its last reason,
// but for what the library says of a pattern.
func requireTold(t testing.TB, err error) {
	t.Helper()
	for why := err; why != nil; why = errors.Unwrap(why) {
		switch why := why.(type) {
		case *Error, *narrate.Failure, *lab.Absent, *syntax.Error:
		case narrate.Failures:
			for _, one := range why {
				requireTold(t, one)
			}
		default:
			require.Fail(t, "an error that is told in English alone", "%T: %v", why, why)
		}
	}
	told := narrate.Explain(narrate.Chinese, err)
	require.True(t, strings.ContainsFunc(told, func(r rune) bool { return unicode.Is(unicode.Han, r) }), told)
	if !unfilled.MatchString(err.Error()) { // as it may by what somebody wrote
		require.NotRegexp(t, unfilled, told)
	}
	require.Equal(t, err.Error(), narrate.Explain(narrate.English, err))
}

// unfilled finds a text, or the value of a placeholder, that is missing.
var unfilled = regexp.MustCompile(`\{[a-z]+\}|bad\.[a-z]`)

var (
	quotedWords  = regexp.MustCompile("“[^”]*”|`[^`]*`")
	englishWords = regexp.MustCompile(`\b(a|an|and|are|has|is|it|no|not|of|that|the|there|with)\b`)
)

// What is wrong with a lesson is told to whoever reads Chinese in Chinese: what is left in
// English was written by others, or is typed so.
func TestWhatIsWrongWithALessonIsToldInChinese(t *testing.T) {
	for _, tc := range badLessons() {
		_, err := Parse("x.md", tc.text)
		told := narrate.Explain(narrate.Chinese, err)
		require.NotRegexp(t, unfilled, err.Error())
		require.NotRegexp(t, englishWords, quotedWords.ReplaceAllString(told, ""), tc.text)
		place, _, _ := strings.Cut(err.Error(), ": ")
		require.True(t, strings.HasPrefix(told, place+"："), "%s: the same place: %s", told, place)
	}
	for text, want := range map[string]string{
		"":                                     "x.md:1：课程以一行三个连字符开头，接着是“title: 一次选举”这样的行，再以三个连字符结束",
		"---\nlanguage: fr\n---":               "x.md:2：不认识语言“fr”：只有 en 和 zh",
		"---\noptions: snapshot-every=-1\n---": "x.md:2：选项“snapshot-every=-1”不可用：选项 snapshot-every 不能是“-1”：可以是 off，或条目数",
		front + "## S\n\n~~~lab\n~~~":          "x.md:10：代码块用反引号：```：课程可用段落、列表、`代码`、*强调*、**着重** 和 [链接](https://…)",
		front + "## S\n\n```lab\nlook panel stor\n```":                                   "x.md:11：look：没有面板“stor”：有 member、store、code、rules、knobs、clients、time",
		front + "## S\n\n```ask\nWho?\n- me\n  if members.etcd-01.rôle == 1\n- you\n```": "x.md:13：if：state.members.etcd-01 没有“rôle”；有",
	} {
		_, err := Parse("x.md", text)
		require.Contains(t, narrate.Explain(narrate.Chinese, err), want)
	}
}

// No error of this package is made but of the catalogue.
func TestErrorsHaveTheirTextsInTheCatalogue(t *testing.T) {
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		require.NotRegexp(t, `fmt\.Errorf|errors\.New`, string(text), file)
	}
}
