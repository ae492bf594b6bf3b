package shell_test

import (
	"encoding/base64"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/sim"
)

// -real asks etcd, etcdctl and curl of this machine: with compare, as make test
// does, what they say is to be what stands in testdata/real/*.txt; with record it
// is written there. go test ./core/shell -run RealEtcd -real record
var realTools = flag.String("real", "", "play the sessions at a real etcd with the real etcdctl and curl, and compare or record what they say")

// ask plays a session at a real cluster and keeps what was said; nil where none
// can be started.
var ask func(t *testing.T, s *session) error

// A session is a file of testdata/real: a new cluster of three and the lines
// that are typed one after the other into one terminal. A case is a line that
// begins with "$ "; what follows is what was recorded: "| " stands before what
// came on stdout, "! " before stderr, "= " before the exit code if it is not 0.
// "~ " stands before what we say instead, in the same form; a comment above says
// why. Lines that begin with "#" and empty ones are kept.
type session struct {
	lines []sessionLine
}

type sessionLine struct {
	text     string // as it stands in the file, if it is no case
	command  string
	recorded string
	instead  string
}

func readSession(t *testing.T, file string) (s session) {
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	for _, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		switch {
		case strings.HasPrefix(line, "$ "):
			s.lines = append(s.lines, sessionLine{command: line[2:]})
		case line == "" || line[0] == '#':
			s.lines = append(s.lines, sessionLine{text: line})
		case strings.HasPrefix(line, "~ "):
			s.lines[len(s.lines)-1].instead += line[2:] + "\n"
		default:
			require.NotEmpty(t, s.lines, "%s begins with what no command printed", file)
			s.lines[len(s.lines)-1].recorded += line + "\n"
		}
	}
	return s
}

// printed is what a command printed, in the form of a session's file.
func printed(stdout, stderr string, code int) string {
	var b strings.Builder
	for _, stream := range []struct{ mark, text string }{{"| ", stdout}, {"! ", complaints(stderr)}} {
		for text := settled(stream.text); text != ""; {
			line, rest, ended := strings.Cut(text, "\n")
			if quoted := strconv.Quote(line); strings.ContainsAny(quoted, `\`) && !strconv.CanBackquote(line) {
				line = "\x22" + quoted[1:]
			}
			if !ended {
				line += "␄"
			}
			b.WriteString(stream.mark + line + "\n")
			text = rest
		}
	}
	if code != 0 {
		fmt.Fprintf(&b, "= %d\n", code)
	}
	return b.String()
}

// complaints are the lines of stderr that count: a shell's own name in one, and
// that a job began, do not.
func complaints(stderr string) string {
	_, text, _ := strings.Cut(said("", stderr, 0), "\n")
	return text
}

// volatile is what differs between two clusters that do the same.
var volatileTexts = []struct {
	pattern *regexp.Regexp
	with    string
}{
	{regexp.MustCompile(`"raft_term":\d+`), `"raft_term":T`},
	{regexp.MustCompile(`"RaftTerm" : \d+`), `"RaftTerm" : T`},
	{regexp.MustCompile(`"(leader|raftTerm|raftIndex|raftAppliedIndex|dbSize|dbSizeInUse)":\d+`), `"$1":N`},
	{regexp.MustCompile(`"(Leader|RaftIndex|RaftAppliedIndex|DBSize)" : \d+`), `"$1" : N`},
	{regexp.MustCompile(`took = [0-9.a-zµ]+`), `took = N`},
	{regexp.MustCompile(`"took":"[0-9.a-zµ]+"`), `"took":"N"`},
	{regexp.MustCompile(`"Took" : \S+`), `"Took" : N`},
	{regexp.MustCompile(`"ts":"[^"]*"`), `"ts":"N"`},
	{regexp.MustCompile(`endpoint://client-[0-9a-f-]+/`), `endpoint://client-N/`},
	{regexp.MustCompile(`after \d+ ms`), `after N ms`},
	{regexp.MustCompile(`\d+ [kM]B, (true|false), (true|false), \d+, \d+, \d+`), `N kB, LEADS, $2, T, N, N`},
	{regexp.MustCompile(`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+`), `DATE`},
	{regexp.MustCompile(`(?s)\n\ngoroutine 1 \[running\]:\n.*`), "\n"},
	{regexp.MustCompile(`\[signal SIGSEGV: [^\n]*`), "[signal SIGSEGV]"},
	{regexp.MustCompile(`"raft_term":"\d+"`), `"raft_term":"T"`},
	{regexp.MustCompile(`3\.4\.23`), `3.4.14`},
	{protoTerm, "${1}T"},
}

// protoTerm is a header in protocol buffers up to its term: the member's ID, the
// revision if there is one, and the tag of the term.
var protoTerm = regexp.MustCompile(`(\x10[^\x00-\x7f]+[\x01-\x7f](?:\x18[\x01-\x7f])? )[\x01-\x09]`)

// own are the IDs that do not depend on time: the cluster's and its members'.
var ownIDs = []uint64{0x264ae6bc59e99892, 0xdbafe5ad6b652eda, 0xf570ae41f524bdcb, 0x35b0815cfb915384}

var anyID = regexp.MustCompile(`\b(?:[0-9a-f]{15,16}|\d{18,20})\b`)

var jsonKey = regexp.MustCompile(`"key":"[A-Za-z0-9+/=]+"`)

func settled(text string) string {
	for _, v := range volatileTexts {
		text = v.pattern.ReplaceAllString(text, v.with)
	}
	text = jsonKey.ReplaceAllStringFunc(text, func(field string) string {
		key, err := base64.StdEncoding.DecodeString(field[7 : len(field)-1])
		if err != nil || !anyID.Match(key) {
			return field
		}
		return `"key":"` + string(key) + `"`
	})
	return anyID.ReplaceAllStringFunc(text, func(id string) string {
		for _, own := range ownIDs {
			if id == strconv.FormatUint(own, 16) || id == strconv.FormatUint(own, 10) {
				return id
			}
		}
		if len(id) <= 16 {
			return "LEASE"
		}
		return "LEASE10"
	})
}

// TestTheTerminalSaysWhatTheRealEtcdToolsSay plays every session and compares.
func TestTheTerminalSaysWhatTheRealEtcdToolsSay(t *testing.T) {
	files, err := filepath.Glob("testdata/real/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			s := readSession(t, file)
			switch *realTools {
			case "record":
				require.NoError(t, ask(t, &s))
				s.write(t, file)
			case "compare":
				s.compare(t)
			}
			l, err := lab.New(lab.Config{Members: 3, Seed: 1, Profile: lab.EtcdTimes})
			require.NoError(t, err)
			l.Advance(10 * sim.Second)
			for _, line := range s.lines {
				if line.command == "" {
					continue
				}
				r, err := l.Run("A", line.command)
				require.NoError(t, err)
				want := line.recorded
				if line.instead != "" {
					want = line.instead
				}
				if got := printed(r.Stdout, r.Stderr, r.Code); got != want {
					t.Errorf("$ %s\nthe real tools:\n%sours:\n%s", line.command, want, got)
				}
			}
		})
	}
}

// attempts is how often a real cluster may say something else than was recorded:
// what lasts a second can come too late where much else runs.
const attempts = 3

// compare holds that what was recorded is what the real tools say.
func (s *session) compare(t *testing.T) {
	problem := ""
	for range attempts {
		again := session{lines: slices.Clone(s.lines)}
		if err := ask(t, &again); err != nil {
			problem = err.Error()
		} else if problem = s.differs(&again); problem == "" {
			return
		}
		t.Log(problem)
	}
	t.Errorf("%s\n(after %d attempts, each at a new cluster)", problem, attempts)
}

// differs says what of a session another has not.
func (s *session) differs(other *session) string {
	for i, line := range s.lines {
		if got := other.lines[i].recorded; got != line.recorded {
			return fmt.Sprintf("$ %s\nrecorded:\n%sthe real tools now:\n%s", line.command, line.recorded, got)
		}
	}
	return ""
}

func (s *session) write(t *testing.T, file string) {
	var b strings.Builder
	for _, line := range s.lines {
		if line.command == "" {
			b.WriteString(line.text + "\n")
		} else {
			b.WriteString("$ " + line.command + "\n" + line.recorded)
			for l := range strings.Lines(line.instead) {
				b.WriteString("~ " + l)
			}
		}
	}
	require.NoError(t, os.WriteFile(file, []byte(b.String()), 0o644))
}
