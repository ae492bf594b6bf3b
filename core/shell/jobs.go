package shell

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"raftarium/core/wire"
)

// jobsMax bounds the jobs of a shell that are remembered.
const jobsMax = 1000

// job is what runs, or ran, in the background.
type job struct {
	number, pid int
	text        string
	ended       bool
	code        int
}

// joining is a task that waits for others.
type joining struct {
	passive
	pids []int
	last int   // the one whose code counts
	pipe int32 // 0: none; else what came out of it is substituted
	exit int   // the code so far
	// Of a pipeline: the stages, in order, and their codes. asFile is of <(…):
	// what came out is to be read as a file.
	stages, codes []int
	asFile        bool
	waits, any    bool // it is wait, which a signal ends, or wait -n, which the first ends
}

func (j *joining) begin(x context) {
	if len(j.pids) > 0 {
		j.last = j.pids[len(j.pids)-1]
	}
	j.pids = slices.DeleteFunc(slices.Clone(j.pids), func(pid int) bool { return x.taskWith(pid) == nil })
	j.done(x)
}

func (j *joining) children() []int { return j.pids }

// ended implements parent.
func (j *joining) ended(x context, pid, code int) {
	i := slices.Index(j.pids, pid)
	if i < 0 {
		return
	}
	j.pids = slices.Delete(slices.Clone(j.pids), i, i+1)
	if pid == j.last || j.any {
		j.exit = code
	}
	if j.any {
		x.forgetJobs()
		j.pids = nil
	}
	if at := slices.Index(j.stages, pid); at >= 0 {
		j.codes = slices.Clone(j.codes)
		j.codes[at] = code
	}
	j.done(x)
}

func (j *joining) done(x context) {
	if len(j.pids) > 0 {
		return
	}
	if len(j.stages) > 0 {
		x.statuses = j.codes
		for _, code := range j.codes {
			if code != 0 && x.options&optionPipeFail != 0 {
				j.exit = code
			}
		}
	}
	if j.pipe != 0 && len(x.frames) > 0 {
		text := ""
		if p := x.pipeOf(end{kind: pipeEnd, pipe: j.pipe}); p != nil {
			if len(p.buf) >= CaptureMax {
				x.complain("of the output of $(…) only %d bytes are taken", CaptureMax)
			}
			if text = string(p.buf); j.asFile {
				text = x.streamFile(text)
			} else {
				text = strings.TrimRight(strings.ReplaceAll(text, "\x00", ""), "\n")
			}
		}
		f := &x.frames[len(x.frames)-1]
		f.outputs = append(f.outputs[:len(f.outputs):len(f.outputs)], text)
	}
	x.exit(j.exit)
}

// streamFile makes a file of what <(…) has printed, and returns its name.
func (x context) streamFile(text string) string {
	for n := 63; n > 10; n-- {
		path := streamFolder + strconv.Itoa(n)
		if _, taken := x.files.find(path); taken {
			continue
		}
		if err := x.files.insert(file{name: path}); err != nil {
			x.complain("<(…): %v", err)
			return "/dev/null"
		}
		if err := x.files.add(path, text); err != nil {
			x.complain("<(…): %v", err)
		}
		return path
	}
	x.complain("<(…): there is room for 53 of them in one line")
	return "/dev/null"
}

func (j *joining) clone() process { c := *j; return &c }

func (j *joining) code(c *wire.Coder) {
	wire.List(c, &j.pids, func(pid *int) { wire.Number(c, pid) })
	wire.Number(c, &j.last)
	wire.Number(c, &j.pipe)
	wire.Number(c, &j.exit)
	wire.List(c, &j.stages, func(pid *int) { wire.Number(c, pid) })
	wire.List(c, &j.codes, func(code *int) { wire.Number(c, code) })
	c.Bool(&j.asFile)
	c.Bool(&j.waits)
	c.Bool(&j.any)
	if len(j.codes) != len(j.stages) {
		c.Fail("a pipeline has other codes than stages")
		j.codes = make([]int, len(j.stages))
	}
}

// background begins a command in the background.
func (x context) background(s *script, it item) {
	k := x.spawn(s, it.node)
	if k == nil {
		return
	}
	x.lastPID = k.pid
	x.code = 0
	if k.ends[0].kind == keyboard {
		k.ends[0] = end{kind: nowhere}
	}
	number := 1
	for _, j := range x.jobs {
		number = max(number, j.number+1)
	}
	defer func() {
		if len(x.jobs) > jobsMax {
			x.jobs = x.jobs[1:]
		}
	}()
	x.jobs = append(x.jobs[:len(x.jobs):len(x.jobs)], job{number: number, pid: k.pid, text: it.text})
	if x.task == x.shell() {
		k.job = number
		x.print(2, fmt.Sprintf("[%d] %d\n", number, k.pid))
	}
}

func (x context) jobEnded(pid, code int) {
	for _, k := range x.tasks {
		for i, j := range k.jobs {
			if j.pid == pid && !j.ended {
				k.jobs = slices.Clone(k.jobs)
				k.jobs[i].ended, k.jobs[i].code = true, code
			}
		}
	}
}

// line is a job as jobs shows it. Of all jobs the last is marked +, the one
// before it -.
func (x context) jobLine(i int) string {
	mark, state, and := " ", "Running", " &"
	switch i {
	case len(x.jobs) - 1:
		mark = "+"
	case len(x.jobs) - 2:
		mark = "-"
	}
	if j := x.jobs[i]; j.ended {
		and = ""
		switch j.code {
		case 0:
			state = "Done"
		case 128 + 9:
			state = "Killed"
		case 128 + 15:
			state = "Terminated"
		case 128 + 2:
			state = "Interrupt"
		default:
			state = fmt.Sprintf("Exit %d", j.code)
		}
	}
	return fmt.Sprintf("[%d]%s  %-24s%s%s\n", x.jobs[i].number, mark, state, x.jobs[i].text, and)
}

// tellJobs says, before the next prompt, which jobs have ended, and forgets
// them.
func (x context) tellJobs() {
	for i, j := range x.jobs {
		if j.ended {
			x.screen.print(Stderr, x.jobLine(i))
		}
	}
	x.forgetJobs()
}

func (x context) forgetJobs() {
	if slices.ContainsFunc(x.jobs, func(j job) bool { return j.ended }) {
		x.jobs = slices.DeleteFunc(slices.Clone(x.jobs), func(j job) bool { return j.ended })
	}
}

func runJobs(x context, args []string, _ variables) {
	of := x
	if len(x.jobs) == 0 { // jobs | …, $(jobs): those of the shell that waits for it
		of = x.above()
	}
	for i, j := range of.jobs {
		if len(args) > 1 && args[1] == "-p" {
			if !j.ended {
				x.print(1, strconv.Itoa(j.pid)+"\n")
			}
		} else {
			x.print(1, of.jobLine(i))
		}
	}
	x.forgetJobs()
	x.exit(0)
}

// above is the shell that waits for this one, or this one.
func (x context) above() context {
	for _, k := range x.tasks {
		if p, ok := k.running.(parent); ok && slices.Contains(p.children(), x.pid) {
			return x.in(x.turn.Turn, k)
		}
	}
	return x
}

// findJob finds %1, %+, %-, %% or %text.
func (x context) findJob(spec string) (job, bool) {
	name := strings.TrimPrefix(spec, "%")
	n := len(x.jobs)
	switch {
	case (name == "" || name == "+" || name == "%") && n > 0:
		return x.jobs[n-1], true
	case name == "-" && n > 0:
		return x.jobs[max(n-2, 0)], true
	}
	for _, j := range x.jobs {
		if number, err := strconv.Atoi(name); err == nil && j.number == number || err != nil && name != "" && strings.HasPrefix(j.text, name) {
			return j, true
		}
	}
	return job{}, false
}

// runForeground is fg.
func runForeground(x context, args []string, _ variables) {
	spec := "%"
	if len(args) > 1 {
		spec = args[1]
	}
	j, ok := x.findJob(spec)
	if !ok || j.ended {
		if len(args) == 1 {
			spec = "current"
		}
		x.complain("fg: %s: no such job", spec)
		x.exit(1)
		return
	}
	x.print(1, j.text+"\n")
	for _, k := range x.tasks {
		if k.job == j.number {
			k.job = 0
		}
	}
	x.jobs = slices.DeleteFunc(slices.Clone(x.jobs), func(other job) bool { return other.number == j.number })
	x.start(&joining{pids: []int{j.pid}})
}

// runBackground is bg: nothing is ever stopped here.
func runBackground(x context, args []string, _ variables) {
	if j, ok := x.findJob(strings.Join(args[1:], "")); ok {
		x.complain("bg: job %d already in background", j.number)
		x.exit(0)
		return
	}
	x.complain("bg: current: no such job")
	x.exit(1)
}

// runWaitJobs is wait as shells have it: for jobs.
func runWaitJobs(x context, args []string) {
	w := &joining{waits: true, any: len(args) > 1 && args[1] == "-n"}
	if w.any {
		args = slices.Delete(slices.Clone(args), 1, 2)
		i := slices.IndexFunc(x.jobs, func(j job) bool { return j.ended })
		if i >= 0 || len(x.jobs) == 0 {
			code := 127
			if i >= 0 {
				code = x.jobs[i].code
				x.jobs = slices.Delete(slices.Clone(x.jobs), i, i+1)
			}
			x.exit(code)
			return
		}
	}
	if len(args) == 1 {
		for _, j := range x.jobs {
			if !j.ended {
				w.pids = append(w.pids, j.pid)
			}
		}
		if !w.any {
			w.pids = append(w.pids, 0)
		}
	}
	for _, arg := range args[1:] {
		j, ok := x.findJob(arg)
		if pid, err := strconv.Atoi(arg); err == nil {
			ok = false
			for _, other := range x.jobs {
				if other.pid == pid {
					j, ok = other, true
				}
			}
		}
		if !ok {
			if strings.HasPrefix(arg, "%") {
				x.complain("wait: %s: no such job", arg)
			} else {
				x.complain("wait: pid %s is not a child of this shell", arg)
			}
			x.exit(127)
			return
		}
		w.pids = append(w.pids, j.pid)
		w.exit = j.code
	}
	x.start(w)
}
