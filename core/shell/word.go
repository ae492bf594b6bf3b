package shell

import "strings"

// word reads a word, or returns nil where none begins. Of < and >, those in
// asIs are characters like others.
func (p *parser) word(asIs string) (word, error) {
	var w word
	lit := func(text string, quoted bool) {
		if n := len(w); n > 0 && !w[n-1].param && w[n-1].quoted == quoted {
			w[n-1].text += text
			return
		}
		w = append(w, piece{text: text, quoted: quoted})
	}
	for !p.ended() {
		switch c := p.text[p.at]; c {
		case ' ', '\t', '\r', '\n', ';', '&', '|', '(', ')':
			return w, nil
		case '<', '>':
			if strings.IndexByte(asIs, c) < 0 {
				return w, nil
			}
			p.at++
			lit(string(c), false)
		case '\\':
			if p.at+1 == len(p.text) {
				return nil, errIncomplete
			}
			if next := p.text[p.at+1]; next != '\n' {
				lit(string(next), true)
			}
			p.at += 2
		case '\'':
			end := strings.IndexByte(p.text[p.at+1:], '\'')
			if end < 0 {
				return nil, errIncomplete
			}
			lit(p.text[p.at+1:p.at+1+end], true)
			p.at += end + 2
		case '"':
			if err := p.doubleQuoted(&w, lit); err != nil {
				return nil, err
			}
		case '`':
			return nil, p.fail(p.at, "command substitution (`…`) is not there yet")
		case '$':
			if err := p.parameter(&w, lit, false); err != nil {
				return nil, err
			}
		default:
			end := p.at
			for end < len(p.text) && !strings.ContainsRune(" \t\r\n;&|()<>\\'\"`$", rune(p.text[end])) {
				end++
			}
			lit(p.text[p.at:end], false)
			p.at = end
		}
	}
	return w, nil
}

// doubleQuoted reads "…", in which only $, ` and \ mean something.
func (p *parser) doubleQuoted(w *word, lit func(string, bool)) error {
	p.at++
	lit("", true)
	for !p.ended() {
		switch c := p.text[p.at]; c {
		case '"':
			p.at++
			return nil
		case '\\':
			if p.at+1 == len(p.text) {
				return errIncomplete
			}
			switch next := p.text[p.at+1]; next {
			case '$', '`', '"', '\\':
				lit(string(next), true)
			case '\n':
			default:
				lit(p.text[p.at:p.at+2], true)
			}
			p.at += 2
		case '`':
			return p.fail(p.at, "command substitution (`…`) is not there yet")
		case '$':
			if err := p.parameter(w, lit, true); err != nil {
				return err
			}
		default:
			end := p.at
			for end < len(p.text) && !strings.ContainsRune("\"\\`$", rune(p.text[end])) {
				end++
			}
			lit(p.text[p.at:end], true)
			p.at = end
		}
	}
	return errIncomplete
}

// parameter reads $NAME, ${NAME} or $?; a $ before anything else is a $.
func (p *parser) parameter(w *word, lit func(string, bool), quoted bool) error {
	start := p.at
	p.at++
	rest := p.text[p.at:]
	n := nameLength(rest)
	switch {
	case n > 0:
		*w = append(*w, piece{text: rest[:n], param: true, quoted: quoted})
		p.at += n
	case p.starts("?"):
		*w = append(*w, piece{text: "?", param: true, quoted: quoted})
		p.at++
	case p.starts("("):
		return p.fail(start, "command substitution and arithmetic ($(…)) are not there yet")
	case p.starts("{"):
		end := strings.IndexByte(rest, '}')
		if end < 0 {
			return errIncomplete
		}
		name := rest[1:end]
		if name != "?" && (name == "" || nameLength(name) != len(name)) {
			return p.fail(start, "'${%s}' is not understood: only ${NAME} is there yet", name)
		}
		*w = append(*w, piece{text: name, param: true, quoted: quoted})
		p.at += end + 1
	default:
		lit("$", quoted)
	}
	return nil
}

// nameLength returns how many bytes of text are a variable's name.
func nameLength(text string) int {
	for i := 0; i < len(text); i++ {
		c := text[i]
		letter := c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return i
		}
	}
	return len(text)
}
