package shell

import (
	"fmt"
	"strconv"
	"strings"

	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/sim"
)

// reply takes an answer, or the next piece of one that streams.
func (c *curl) reply(x context, from sim.Node, r member.Reply) {
	if r.HTTP == nil || !x.answers(&c.exchange, from, r) {
		return
	}
	h := r.HTTP
	if c.answer.status == 0 {
		c.connected(x)
		c.head(x, h)
		if target := c.redirect(h); target != "" {
			c.followTo(x, target)
			return
		}
	}
	c.answer.body += len(h.Body)
	if !c.answer.skip && len(h.Body) > 0 {
		c.traceData(x, "{", len(h.Body))
		c.write(x, string(h.Body))
	}
	if c.opts.method == "HEAD" && !c.opts.head && c.answer.length > 0 && !c.opts.fail {
		return // it waits for the body, which does not come: -I asks for the head alone
	}
	if h.Stream {
		return
	}
	c.exchange.open = false
	for _, line := range h.Trailer {
		c.headLine(x, line.Name+": "+line.Value)
	}
	var failure *curlError
	if (c.opts.fail || c.opts.failWithBody) && c.answer.status >= 400 {
		failure = &curlError{22, "The requested URL returned error: " + strconv.Itoa(c.answer.status)}
	}
	c.finish(x, failure)
	c.advance(x)
}

// followTo follows a redirect.
func (c *curl) followTo(x context, target string) {
	c.exchange.open = false
	if c.opts.verbose {
		x.print(2, "* Issue another request to this URL: '"+target+"'\n")
	}
	if c.hops++; c.hops > redirectsMax {
		c.finish(x, &curlError{47, "Maximum (50) redirects followed"})
	} else if c.open(x, target) {
		return
	}
	c.advance(x)
}

// redirect returns where an answer points to, if it is to be followed.
func (c *curl) redirect(h *api.HTTPResponse) string {
	if !c.opts.follow || h.Status < 300 || h.Status > 399 {
		return ""
	}
	to := headerOf(h, "Location")
	if strings.HasPrefix(to, "/") {
		return c.to.scheme + "://" + c.to.hostport() + to
	}
	return to
}

func headerOf(h *api.HTTPResponse, name string) string {
	for _, line := range h.Header {
		if strings.EqualFold(line.Name, name) {
			return line.Value
		}
	}
	return ""
}

// connected prints, with -v, that the connection stands and what was sent. It
// does so once a URL, when that is known.
func (c *curl) connected(x context) {
	if !c.opts.verbose || c.answer.status != 0 {
		return
	}
	n := strconv.Itoa(c.next - 1)
	x.print(2, "* Connected to "+c.to.host+" ("+c.to.ip()+") port "+strconv.Itoa(c.to.port)+" (#"+n+")\n")
	for _, line := range requestHead(c.request()) {
		x.print(2, "> "+line+"\r\n")
	}
	c.traceData(x, "}", len(c.request().Body))
}

// traceData prints, with -v, that data have gone, where they are not seen going.
func (c *curl) traceData(x context, sign string, bytes int) {
	if c.opts.verbose && bytes > 0 && (c.output() != "-" || x.ends[1].kind != terminalOut) {
		x.print(2, fmt.Sprintf("%s [%d bytes data]\n", sign, bytes))
	}
}

// headLine takes a line of the head of an answer, or of what follows its body.
func (c *curl) headLine(x context, line string) {
	c.answer.header += len(line) + 2
	c.dump(x, line+"\r\n")
	if c.opts.verbose {
		x.print(2, "< "+line+"\r\n")
	}
	if c.opts.include || c.opts.head {
		c.write(x, line+"\r\n")
	}
}

// head takes the head of an answer.
func (c *curl) head(x context, h *api.HTTPResponse) {
	c.answer.status = h.Status
	c.answer.contentType = headerOf(h, "Content-Type")
	lines := []string{strings.TrimSuffix("HTTP/1.1 "+strconv.Itoa(h.Status)+" "+api.StatusText(h.Status), " ")}
	for _, line := range h.Header {
		lines = append(lines, line.Name+": "+line.Value)
	}
	if !c.opts.fail || h.Status < 400 {
		lines = append(lines, "")
	}
	for _, line := range lines {
		c.headLine(x, line)
	}
	c.answer.length = -1
	if n, err := strconv.Atoi(headerOf(h, "Content-Length")); err == nil {
		c.answer.length = n
	}
	c.answer.skip = c.opts.head || c.opts.fail && h.Status >= 400 || c.opts.sizeMax > 0 && c.answer.length > c.opts.sizeMax
	c.answer.headers = h.Header
}

// finish ends a URL: well, if failure is nil.
func (c *curl) finish(x context, failure *curlError) {
	x.turn.StopTimer(mainTimer)
	c.exit = 0
	if n := c.opts.sizeMax; failure == nil && n > 0 && c.answer.length > n {
		failure = &curlError{63, "Maximum file size exceeded"}
	}
	if failure == nil && !c.answer.opened {
		c.write(x, "") // a file is made for nothing, too
	}
	if c.answer.denied {
		failure = &curlError{23, "Failure writing output to destination"}
	}
	c.meterEnds(x)
	if c.opts.verbose {
		n := strconv.Itoa(max(c.next-1, 0))
		switch {
		case failure == nil || failure.code == 22 && c.opts.failWithBody:
			x.print(2, "* Connection #"+n+" to host "+c.to.host+" left intact\n")
		case failure.code == 7 || failure.code == 22 || failure.code == 28 || failure.code == 56:
			x.print(2, "* "+failure.text+"\n* Closing connection "+n+"\n")
		}
	}
	x.print(1, c.late)
	c.late = ""
	if failure != nil {
		c.exit = failure.code
		c.answer.failure = failure.text
		if !c.opts.silent || c.opts.showError {
			x.print(2, "curl: ("+strconv.Itoa(failure.code)+") "+failure.text+"\n")
		}
	}
	if !c.again(x, failure) && c.opts.writeOut != "" {
		c.writeOut(x)
	}
}

// writeOut prints what -w asks for (curl's tool_writeout.c).
func (c *curl) writeOut(x context) {
	stream := 1
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			x.print(stream, b.String())
			b.Reset()
		}
	}
	for f := c.opts.writeOut; f != ""; {
		switch {
		case strings.HasPrefix(f, "%%"):
			b.WriteByte('%')
			f = f[2:]
		case strings.HasPrefix(f, "%header{") && strings.Contains(f, "}"):
			name, rest, _ := strings.Cut(f[len("%header{"):], "}")
			b.WriteString(headerOf(&api.HTTPResponse{Header: c.answer.headers}, name))
			f = rest
		case strings.HasPrefix(f, "%{"):
			end := strings.IndexByte(f, '}')
			if end < 0 {
				b.WriteString(f)
				f = ""
				break
			}
			name := f[2:end]
			f = f[end+1:]
			switch name {
			case "stdout", "stderr":
				flush()
				stream = map[string]int{"stdout": 1, "stderr": 2}[name]
			case "onerror":
				if c.exit == 0 {
					f = ""
				}
			default:
				value, ok := c.outVariable(x, name)
				if !ok {
					x.print(2, "curl: unknown --write-out variable: '"+name+"'\n")
				}
				b.WriteString(value)
			}
		case f[0] == '\\' && len(f) > 1:
			switch f[1] {
			case 'n':
				b.WriteByte('\n')
			case 't':
				b.WriteByte('\t')
			case 'r':
				b.WriteByte('\r')
			default:
				b.WriteString(f[:2])
			}
			f = f[2:]
		default:
			b.WriteByte(f[0])
			f = f[1:]
		}
	}
	flush()
}

// outVariable returns the value of a variable of -w. A moment that has no name
// of its own here, such as that of connecting, is the transfer's whole time.
func (c *curl) outVariable(x context, name string) (string, bool) {
	a := &c.answer
	switch name {
	case "http_code", "response_code":
		return fmt.Sprintf("%03d", a.status), true
	case "content_type":
		return a.contentType, true
	case "errormsg":
		return a.failure, true
	case "exitcode":
		return strconv.Itoa(c.exit), true
	case "method":
		return c.request().Method, true
	case "url":
		return c.all.targets[c.next-1].url, true
	case "filename_effective":
		if name := c.output(); name != "-" {
			return name, true
		}
		return "", true
	case "url_effective":
		text := c.to.text
		if !strings.Contains(text, "://") {
			text = c.to.scheme + "://" + text
		}
		if c.opts.query != "" {
			text = withQuery(text, c.opts.query)
		}
		if c.opts.get && c.opts.hasData {
			text = withQuery(text, c.opts.data)
		}
		return text, true
	case "urlnum":
		return strconv.Itoa(c.next - 1), true
	case "scheme":
		return strings.ToUpper(c.to.scheme), true
	case "http_version":
		return "1.1", true
	case "remote_ip":
		return c.to.ip(), true
	case "remote_port":
		return strconv.Itoa(c.to.port), true
	case "num_redirects":
		return strconv.Itoa(c.hops), true
	case "num_connects":
		return "1", true
	case "num_headers":
		return strconv.Itoa(len(a.headers)), true
	case "size_download":
		return strconv.Itoa(a.body), true
	case "size_upload":
		return strconv.Itoa(len(c.request().Body)), true
	case "size_request":
		return strconv.Itoa(a.request + len(c.request().Body)), true
	case "size_header":
		return strconv.Itoa(a.header), true
	case "time_total":
		micros := (x.turn.Now() - c.begun) / sim.Microsecond
		return fmt.Sprintf("%d.%06d", micros/1e6, micros%1e6), true
	}
	return "", false
}
