package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const aLesson = "---\ntitle: T\nlanguage: en\nminutes: 1\ncluster: 3 --bare\ntimes: etcd\n---\n\n## S\n\nText.\n\n```lab\ntimeout 1\nwait leader\nexpect members.etcd-01.role == ROLE\n```\n"

// playFile runs `raftarium lesson` on a file and returns what it printed.
func playFile(t *testing.T, text string, args ...string) (out, problems string, code int, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "x.en.md")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	var stdout, stderr strings.Builder
	code = run(t.Context(), streams{strings.NewReader(""), &stdout, &stderr}, append(append([]string{"lesson"}, args...), path))
	return stdout.String(), stderr.String(), code, path
}

func TestALessonIsPlayedAndChecked(t *testing.T) {
	out, problems, code, path := playFile(t, strings.Replace(aLesson, "ROLE", "leader", 1))
	require.Zero(t, code, problems)
	require.Contains(t, out, path+": T: 1 step, 0 questions, ")

	out, problems, code, path = playFile(t, strings.Replace(aLesson, "ROLE", "follower", 1))
	require.Equal(t, exitFailed, code)
	require.Empty(t, out)
	require.Equal(t, path+":16: expect: members.etcd-01.role is leader, expected == follower\n", problems)

	out, _, code, path = playFile(t, aLesson+"```lab\n", "--json")
	require.Equal(t, exitFailed, code)
	var row lessonRow
	require.NoError(t, json.Unmarshal([]byte(out), &row))
	require.Equal(t, path+":18: the fence has no end: ``` on a line of its own", row.Error)
}

func TestWithoutAFileTheBuiltInLessonsArePlayed(t *testing.T) {
	var stdout, stderr strings.Builder
	code := run(t.Context(), streams{strings.NewReader(""), &stdout, &stderr}, []string{"lesson", "--json"})
	require.Zero(t, code, stderr.String())
	require.Contains(t, stdout.String(), `{"file":"zh/the-log.md",`)

	code = run(t.Context(), streams{strings.NewReader(""), &stdout, &stderr}, []string{"lesson", "nowhere.md"})
	require.Equal(t, exitUsage, code)
	require.Contains(t, stderr.String(), "nowhere.md")
}
