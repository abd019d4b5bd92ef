-- Il filtro degli atti: porta gli stili scritti nel Markdown (custom-style) in DOCX, ODT e Typst.
-- Ciò che gli atti non usano (immagini, codice, collegamenti con testo diverso) qui diventa testo o sparisce.

local typst = FORMAT == 'typst'
local stemma = nil

local STILI = {
  Ente = 'ente', EnteDettagli = 'ente-dettagli', Settore = 'settore', Riquadro = 'passa',
  RiquadroCentrato = 'centrato', Organo = 'organo', Premessa = 'premessa', Formula = 'formula',
  PuntoFinale = 'tieni', LuogoData = 'luogo-data', FirmaQualifica = 'firma-qualifica', FirmaNome = 'firma-nome',
  FirmaFormula = 'firma-formula', Blocco = 'passa', Nota = 'nota', TabellaTitolo = 'tabella-titolo',
  Articolo = 'passa', Tabella = 'passa', DatoMancante = 'dato-mancante',
}
-- i blocchi che nel PDF stanno in una cornice o non si dividono tra due pagine
local CLASSI = { riquadro = 'riquadro', unito = 'unito', allegati = 'allegati' }

local function avvolgi_blocchi(nome, blocchi)
  local fuori = pandoc.List({ pandoc.RawBlock('typst', '#' .. nome .. '[') })
  fuori:extend(blocchi)
  fuori:insert(pandoc.RawBlock('typst', ']'))
  return fuori
end

local function in_capoversi(blocchi)
  return pandoc.Blocks(blocchi):map(function(b) return b.t == 'Plain' and pandoc.Para(b.content) or b end)
end

local function con_stile(nome, blocchi)
  return pandoc.Div(blocchi, pandoc.Attr('', {}, { ['custom-style'] = nome }))
end

local function nome_di(elemento)
  local stile = elemento.attributes['custom-style']
  if stile and not STILI[stile] then
    error('stile sconosciuto in un modello: ' .. stile)
  end
  return stile
end

-- Un blocco che resta nella pagina di ciò che lo segue; di un elenco, l'ultimo punto.
local function tieni(blocco)
  local di_punti = blocco.t == 'OrderedList' or blocco.t == 'BulletList'
  if di_punti and typst then
    local punti, fuori = pandoc.List(blocco.content), pandoc.List({})
    local coda = blocco:clone()
    coda.content = { punti:remove() }
    if coda.start then coda.start = coda.start + #punti end
    if #punti > 0 then
      blocco.content = punti
      fuori:insert(blocco)
    end
    fuori:extend(avvolgi_blocchi('tieni', { coda }))
    return fuori
  elseif di_punti then
    local punti = blocco.content
    if #punti[#punti] == 1 then punti[#punti] = { con_stile('PuntoFinale', punti[#punti]) } end
    blocco.content = punti
    return { blocco }
  elseif typst then
    return avvolgi_blocchi('tieni', { blocco })
  end
  return { con_stile('PuntoFinale', blocco.t == 'Div' and blocco.content or { blocco }) }
end

-- L'ultimo punto del dispositivo resta unito alla firma che lo segue.
local function dispositivo(div)
  local fuori = pandoc.List(div.content)
  local ultimo = fuori:remove()
  if ultimo and ultimo.t == 'OrderedList' then fuori:extend(tieni(ultimo)) else fuori:insert(ultimo) end
  return fuori
end

-- «… come segue:» resta unito alla tabella o all'elenco che introduce; ciò che precede una firma, alla firma.
local function introduce(blocco, seguente)
  if not (blocco.t == 'Para' or blocco.t == 'OrderedList' or blocco.t == 'BulletList' or (blocco.t == 'Div' and blocco.classes:includes('premessa'))) then return false end
  if seguente.t == 'Div' and seguente.classes:includes('firma') then return true end
  local dopo = seguente.t == 'Table' or seguente.t == 'BulletList' or (seguente.t == 'Div' and seguente.attributes['custom-style'] == 'TabellaTitolo')
  return dopo and pandoc.utils.stringify(blocco):sub(-1) == ':'
end

local function introduzioni(blocchi)
  local fuori = pandoc.List({})
  for i, blocco in ipairs(blocchi) do
    if blocchi[i + 1] and introduce(blocco, blocchi[i + 1]) then fuori:extend(tieni(blocco)) else fuori:insert(blocco) end
  end
  return pandoc.Blocks(fuori)
end

local function div(d)
  local stile = nome_di(d)
  if d.classes:includes('dispositivo') then d.content = dispositivo(d) end
  if not typst then return d end
  local blocchi = d.content
  if stile and STILI[stile] ~= 'passa' then blocchi = avvolgi_blocchi(STILI[stile], blocchi) end
  for _, classe in ipairs(d.classes) do
    if CLASSI[classe] then blocchi = avvolgi_blocchi(CLASSI[classe], blocchi) end
  end
  return blocchi
end

local function span(s)
  local stile = nome_di(s)
  if not typst then return s end
  if not stile or STILI[stile] == 'passa' then return s.content end
  local fuori = pandoc.List({ pandoc.RawInline('typst', '#' .. STILI[stile] .. '[') })
  fuori:extend(s.content)
  fuori:insert(pandoc.RawInline('typst', ']'))
  return fuori
end

-- Una riga non si divide fra due pagine, salvo quella che in una pagina non sta.
local function tabella(t)
  if not typst then return nil end
  local lunga = false
  t:walk({ Plain = function(p) lunga = lunga or #pandoc.utils.stringify(p) > 2500 end })
  return avvolgi_blocchi(lunga and 'tabella-lunga' or 'tabella', { t })
end

local function intestazione(h)
  if h.classes:includes('articolo') and not typst then
    return con_stile('Articolo', { pandoc.Para(h.content) })
  elseif h.classes:includes('articolo') then
    return avvolgi_blocchi('articolo', { pandoc.Header(h.level, h.content) })
  end
  return pandoc.Header(h.level, h.content)
end

local function immagine(i)
  if not (stemma and i.src == 'stemma') then return {} end
  if typst then return pandoc.RawInline('typst', '#stemma') end
  i.src = stemma
  i.attributes['height'] = '2cm'
  return i
end

-- ODF non ammette tabelle nei punti di un elenco: l'elenco si interrompe e riprende con il numero che segue.
local function senza_tabelle(elenco)
  local fuori, punti, numero = pandoc.List({}), pandoc.List({}), elenco.t == 'OrderedList' and elenco.start or 0
  local function chiudi()
    if #punti == 0 then return end
    if elenco.t == 'OrderedList' then
      fuori:insert(pandoc.OrderedList(punti, pandoc.ListAttributes(numero, elenco.style, elenco.delimiter)))
      numero = numero + #punti
    else
      fuori:insert(pandoc.BulletList(punti))
    end
    punti = pandoc.List({})
  end
  for _, punto in ipairs(elenco.content) do
    local parte, in_coda = pandoc.Blocks({}), false
    for _, blocco in ipairs(punto) do
      if blocco.t == 'Table' then
        if #parte > 0 then punti:insert(parte) end
        chiudi()
        fuori:insert(blocco)
        parte, in_coda = pandoc.Blocks({}), true
      elseif in_coda then
        fuori:insert(blocco)
      else
        parte:insert(blocco)
      end
    end
    if #parte > 0 then punti:insert(parte) end
  end
  chiudi()
  return fuori
end

-- In DOCX la tabella di un punto rientra col testo: quanto rientra, tanto si stringe.
local function stringi(elenco)
  return elenco:walk({
    Table = function(t)
      t.colspecs = t.colspecs:map(function(c) return { c[1], c[2] and c[2] * 0.92 } end)
      return t
    end,
  })
end

-- In Typst «--», «-?» e «...» sono abbreviazioni di altri segni: qui sono ciò che è scritto (un numero negativo ha il suo meno).
local function alla_lettera(s)
  local testo = s.text
  if testo:match('^%-[%d%.,]+%p?$') or not (testo:find('%-[-?%d]') or testo:find('...', 1, true)) then return nil end
  local fuori = pandoc.Inlines({})
  for prima, segno in (testo .. '\0'):gmatch('([^-.\0]*)([-.\0])') do
    if prima ~= '' then fuori:insert(pandoc.Str(prima)) end
    if segno ~= '\0' then fuori:insert(pandoc.RawInline('typst', '\\' .. segno)) end
  end
  return fuori
end

local function elenco(l)
  l.content = l.content:map(in_capoversi)
  return FORMAT == 'docx' and stringi(l) or l
end

return {
  { Meta = function(m)
      stemma = m['file-stemma'] and pandoc.utils.stringify(m['file-stemma'])
      m['file-stemma'] = nil
      return m
    end },
  { BulletList = elenco, OrderedList = elenco },
  { Blocks = introduzioni },
  { Div = div, Span = span, Header = intestazione, Image = immagine, Table = tabella,
    Code = function(c) return pandoc.Str(c.text) end,
    CodeBlock = function(c) return pandoc.Para(pandoc.Str(c.text)) end,
    Link = function(l) return l.content end,
    HorizontalRule = function() return {} end },
  typst and { Str = alla_lettera } or {},
  FORMAT == 'odt' and { BulletList = senza_tabelle, OrderedList = senza_tabelle } or {},
}
