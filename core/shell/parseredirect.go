package shell

import "strings"

// redirect reads what sends a stream elsewhere, if that comes next.
func (p *parser) redirect(into *[]redirect) (bool, error) {
	start, at, stream := p.at, p.at, -1
	if rest := p.text[at:]; len(rest) > 1 && rest[0] >= '0' && rest[0] <= '9' && (rest[1] == '>' || rest[1] == '<') {
		stream = int(rest[0] - '0')
		at++
	}
	rest := p.text[at:]
	form := ""
	for _, f := range []string{"&>>", "&>", ">>", ">&", ">|", ">", "<<<", "<<-", "<<", "<&", "<>", "<"} {
		if strings.HasPrefix(rest, f) {
			form = f
			break
		}
	}
	if form == "" || form[0] == '&' && stream >= 0 || strings.HasPrefix(rest, "<(") {
		return false, nil
	}
	r := redirect{stream: stream, both: form[0] == '&'}
	switch form {
	case "<>":
		return false, p.fail(start, "'%s' is not there yet", form)
	case ">", "&>":
	case ">|":
		r.over = true
	case ">>", "&>>":
		r.kind = appendToFile
	case ">&", "<&":
		r.kind = toStream
	case "<":
		r.kind = fromFile
	default:
		r.kind = fromText
	}
	input := form[0] == '<'
	switch {
	case stream < 0 && input:
		r.stream = 0
	case stream < 0:
		r.stream = 1
	}
	p.at = at + len(form)
	p.blanks()
	if p.ended() {
		return false, p.fail(start, "'%s' needs to be followed by a name", form)
	}
	wordAt := p.at
	target, err := p.word("")
	if err != nil {
		return false, err
	}
	if target == nil {
		return false, p.fail(start, "'%s' needs to be followed by a name", form)
	}
	r.word = target
	if form == "<" && len(target) == 1 && target[0].kind == substPiece {
		var stream *streamed
		if stream, r.live = p.nodes[p.substs[target[0].number]].(*streamed); r.live {
			stream.live = true
		}
	}
	switch form {
	case ">&":
		r.both = stream < 0
	case "<<", "<<-":
		end, verbatim := "", false
		for _, piece := range target {
			if piece.kind != literalPiece {
				return false, p.fail(wordAt, "the word that ends a here-document cannot have a $ in it")
			}
			end += piece.text
			verbatim = verbatim || piece.quoted
		}
		if r.word, err = p.document(end, verbatim, form == "<<-"); err != nil {
			return false, err
		}
	case "<<<":
		r.word = append(append(word(nil), target...), piece{text: "\n", quoted: true})
	}
	*into = append(*into, r)
	return true, nil
}

// document reads the text of a here-document at once, from the line after this
// one to the line that is end, and cuts it out of what is still to be read:
// nothing that was read before is moved by it.
func (p *parser) document(end string, verbatim, tabs bool) (word, error) {
	newline := strings.IndexByte(p.text[p.at:], '\n')
	if newline < 0 {
		return nil, p.goesOn()
	}
	from := p.at + newline + 1
	var body strings.Builder
	for at := from; ; {
		if at >= len(p.text) {
			return nil, p.goesOn()
		}
		line, _, whole := strings.Cut(p.text[at:], "\n")
		at += len(line) + btoi(whole)
		if tabs {
			line = strings.TrimLeft(line, "\t")
		}
		if line == end {
			p.line()
			p.lines += strings.Count(p.text[from:at], "\n")
			p.text = p.text[:from] + p.text[at:]
			break
		}
		if !whole {
			return nil, p.goesOn()
		}
		body.WriteString(line + "\n")
	}
	if verbatim {
		return word{{text: body.String(), quoted: true}}, nil
	}
	return p.within(body.String(), func(sub *parser) (w word, err error) {
		err = sub.untilQuote(&w, 0)
		return w, err
	})
}

// within reads a text that is a part of this one's script.
func (p *parser) within(text string, read func(sub *parser) (word, error)) (word, error) {
	sub := &parser{text: text, nodes: p.nodes, substs: p.substs, depth: p.depth + 1, inner: true}
	if sub.depth > nestedMax {
		return nil, p.fail(p.at, "commands are nested more than %d deep", nestedMax)
	}
	w, err := read(sub)
	p.nodes, p.substs = sub.nodes, sub.substs
	return w, err
}

// startsRedirect reports whether what comes next can only be meant to send a
// stream elsewhere, even where > is a character like others.
func (p *parser) startsRedirect() bool {
	rest := strings.TrimLeft(p.text[p.at:min(len(p.text), p.at+1)], "12") + p.text[min(len(p.text), p.at+1):]
	for _, form := range []string{">/dev/null", "> /dev/null", ">&1", ">&2"} {
		if strings.HasPrefix(rest, form) {
			return true
		}
	}
	return false
}
