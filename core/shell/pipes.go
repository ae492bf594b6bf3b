package shell

import (
	"fmt"
	"strconv"

	"raftarium/core/sim"
)

// pipe begins a pipeline: the only command as it is, several each in a
// subshell.
func (x context) pipe(s *script, n *pipeline) {
	if len(n.stages) == 1 {
		x.push(s, n.stages[0])
		return
	}
	var pids []int
	from := x.ends[0]
	for i, stage := range n.stages {
		k := x.spawn(s, stage)
		if k == nil {
			break
		}
		k.ends[0] = from
		if i < len(n.stages)-1 {
			from, k.ends[1] = x.newPipe("", false)
			if n.both[i] {
				k.ends[2] = k.ends[1]
			}
		}
		pids = append(pids, k.pid)
	}
	x.start(&joining{pids: pids, stages: pids, codes: make([]int, len(pids))})
}

// endPipeline takes what has come of a pipeline.
func (x context) endPipeline(f *frame, n *pipeline) {
	if len(n.stages) == 1 {
		x.statuses = []int{x.code}
	}
	if n.negated {
		x.code = btoi(x.code == 0)
	}
	if n.timed {
		span := x.turn.Now() - f.began
		minutes, rest := span/(60*sim.Second), span%(60*sim.Second)
		x.print(2, fmt.Sprintf("\nreal\t%dm%d.%03ds\nuser\t0m0.000s\nsys\t0m0.000s\n", minutes, rest/sim.Second, rest%sim.Second/sim.Millisecond))
	}
	if x.task == x.shell() && !f.unjudged {
		outAt, errAt := min(f.outAt, len(x.stdout.buf)), min(f.errAt, len(x.stderr.buf))
		x.last = Result{Code: x.code, Stdout: string(x.stdout.buf[outAt:]), Stderr: string(x.stderr.buf[errAt:]), Cut: x.stdout.cut || x.stderr.cut}
	}
}

// substitute runs a command whose output is substituted.
func (x context) substitute(s *script, node int) {
	asFile, live := false, false
	if stream, ok := s.nodes[node].(*streamed); ok {
		node, asFile, live = stream.body, true, stream.live
	}
	k := x.spawn(s, node)
	if k == nil {
		f := &x.frames[len(x.frames)-1]
		f.outputs = append(f.outputs, "")
		return
	}
	if live { // nobody waits for it
		_, k.ends[1] = x.newPipe("", false)
		f := &x.frames[len(x.frames)-1]
		f.outputs = append(f.outputs[:len(f.outputs):len(f.outputs)], strconv.Itoa(int(k.ends[1].pipe)))
		return
	}
	_, k.ends[1] = x.newPipe("", true)
	x.start(&joining{pids: []int{k.pid}, pipe: k.ends[1].pipe, asFile: asFile})
}

// redirect opens what redirections name.
func (x context) redirect(redirects []redirect, outputs []string) (streams, error) {
	ends := x.ends
	for _, r := range redirects {
		e := x.expander(outputs)
		text := e.text(r.word)
		if e.err != nil {
			return ends, e.err
		}
		data, known := []byte(nil), true
		switch {
		case r.kind == toStream && text == "-":
			ends[r.stream] = end{}
			continue
		case r.kind == toStream && len(text) == 1 && text[0] >= '0' && text[0] <= '9':
			if ends[r.stream] = ends[text[0]-'0']; ends[r.stream].kind == closed {
				return ends, fmt.Errorf("%s: Bad file descriptor", text)
			}
			continue
		case r.kind == toStream && (!r.both || text == ""):
			return ends, fmt.Errorf("%s: ambiguous redirect", text)
		case r.kind == fromText:
			ends[r.stream] = x.source(text)
			continue
		case r.live && text != "":
			number, _ := strconv.Atoi(text)
			ends[r.stream] = end{kind: pipeSource, pipe: int32(number)}
			continue
		case text == "/dev/null":
			ends[r.stream] = end{kind: nowhere}
		case r.kind == fromFile:
			if data, known = x.here().read(text); !known {
				return ends, fmt.Errorf("%s: No such file or directory", text)
			}
			x.work += 4 * len(data)
			ends[r.stream] = x.source(string(data))
		case text == "/dev/tty":
			ends[r.stream] = terminalEnds[1]
		case text == "/dev/stdout":
			ends[r.stream] = ends[1]
		case text == "/dev/stderr":
			ends[r.stream] = ends[2]
		default:
			if _, there := x.here().read(text); there && r.kind == toFile && !r.over && x.options&optionNoClobber != 0 {
				return ends, fmt.Errorf("%s: cannot overwrite existing file", text)
			}
			if err := x.here().create(text, r.kind == appendToFile); err != nil {
				return ends, fmt.Errorf("%s: %w", text, err)
			}
			ends[r.stream] = end{kind: fileEnd, file: x.here().path(text)}
		}
		if r.both {
			ends[2] = ends[1]
		}
	}
	return ends, nil
}

// redirected gives a command other streams, until it has ended.
func (x context) redirected(ends streams) {
	x.frames = append(x.frames, frame{script: &nothing, ends: x.ends, restore: restoreEnds, next: 1})
	x.ends = ends
}
