package shell_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// -bash renews testdata/bash.txt by what the real tools of this machine say.
var bash = flag.Bool("bash", false, "ask the real bash, and record what it says")

// bashScripts are the scripts of testdata/scripts.txt. A line that goes on is
// one where bash says so: it is joined with the next.
func bashScripts(t *testing.T) (scripts []string) {
	data, err := os.ReadFile("testdata/scripts.txt")
	require.NoError(t, err)
	b := newBench(t)
	part := ""
	for _, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		part += line
		if b.goesOn(part) {
			part += "\n"
			continue
		}
		scripts = append(scripts, part)
		part = ""
	}
	require.Empty(t, part)
	return scripts
}

// goesOn reports whether a text needs more lines.
func (b *bench) goesOn(text string) bool {
	c := newBench(b.T)
	c.do(text)
	return c.term().Continues()
}

// began is what only a shell at a terminal says when a job begins.
var began = regexp.MustCompile(`^\[\d+\] \d+$`)

// said is what was printed, as it is recorded. Where a shell names itself in a
// complaint, that is the only difference that counts for nothing.
func said(stdout, stderr string, code int) string {
	var lines []string
	for _, line := range strings.Split(stderr, "\n") {
		rest := line
		if after, ok := strings.CutPrefix(rest, "bash: line "); ok {
			rest = "shell: " + strings.TrimPrefix(strings.TrimLeft(after, "0123456789"), ": ")
		} else if after, ok := strings.CutPrefix(rest, "raftarium: "); ok {
			rest = "shell: " + after
		}
		if began.MatchString(rest) {
			continue
		}
		lines = append(lines, rest)
	}
	return fmt.Sprintf("%s--- %d\n%s", stdout, code, strings.Join(lines, "\n"))
}

// TestScriptsDoWhatTheRealToolsDo compares with what bash and GNU's tools were
// recorded to print.
func TestScriptsDoWhatTheRealToolsDo(t *testing.T) {
	scripts := bashScripts(t)
	if *bash {
		var out bytes.Buffer
		for _, s := range scripts {
			cmd := exec.Command("bash", "-c", s)
			cmd.Dir = t.TempDir()
			cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C.UTF-8", "TZ=UTC"}
			var stdout, stderr bytes.Buffer
			cmd.Stdout, cmd.Stderr = &stdout, &stderr
			_ = cmd.Run()
			fmt.Fprintf(&out, "%q\n%q\n", s, said(stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()))
		}
		require.NoError(t, os.WriteFile("testdata/bash.txt", out.Bytes(), 0o644))
	}
	data, err := os.ReadFile("testdata/bash.txt")
	require.NoError(t, err)
	recorded := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	require.Len(t, recorded, 2*len(scripts), "go test -run RealTools -bash records what is new")
	for i, s := range scripts {
		t.Run(s, func(t *testing.T) {
			of, err := strconv.Unquote(recorded[2*i])
			require.NoError(t, err)
			require.Equal(t, of, s)
			want, err := strconv.Unquote(recorded[2*i+1])
			require.NoError(t, err)
			r := newBench(t).run(s)
			require.Equal(t, want, said(r.Stdout, r.Stderr, r.Code))
		})
	}
}
