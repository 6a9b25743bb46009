// Small comforts on top of pages that work without any script.
// Everything is delegated from the document, so that parts swapped in by htmx behave like the rest.
(function () {
  'use strict';

  const each = (root, selector, act) => root.querySelectorAll(selector).forEach(act);

  // ---- selecting rows: data-select-all="name" on the box in the table head ----

  function boxesOf(all) {
    const scope = all.closest('form') || all.closest('table') || document;
    const name = CSS.escape(all.dataset.selectAll);
    return Array.from(scope.querySelectorAll(`input[type=checkbox][name="${name}"]:not(:disabled)`));
  }

  function showSelection(all) {
    const boxes = boxesOf(all);
    if (boxes.length === 0) return; // everybody is chosen, or nobody can be: what the server says stands
    const chosen = boxes.filter((box) => box.checked).length;
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
    boxes.forEach((box) => {
      const row = box.closest('tr');
      if (row) row.classList.toggle('is-selected', box.checked);
    });
    const scope = all.closest('form') || all.closest('.card') || document;
    each(scope, '[data-selected-count]', (place) => {
      place.textContent = chosen === 0 ? place.dataset.none || '未选择' : place.dataset.selectedCount.replace('{n}', chosen);
    });
  }

  document.addEventListener('change', (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.type !== 'checkbox') return;
    if (box.dataset.selectAll) {
      boxesOf(box).forEach((other) => { other.checked = box.checked; });
      showSelection(box);
      return;
    }
    const scope = box.closest('form') || box.closest('table');
    if (!scope || !box.name) return;
    each(scope, `[data-select-all="${CSS.escape(box.name)}"]`, showSelection);
  });

  // ---- lists on a narrow screen: each cell says what it is, so that the styles can set a row as a card ----

  function labelCells(table) {
    const heads = table.tHead && table.tHead.rows.length === 1 ? Array.from(table.tHead.rows[0].cells) : [];
    // Few columns fit, unless their acts stand beside them.
    if (heads.length < (table.querySelector('td.acts') ? 4 : 5) || table.querySelector('[rowspan]') || heads.some((head) => head.colSpan > 1)) return;
    each(table, 'tbody > tr, tfoot > tr', (row) => {
      let column = 0;
      for (const cell of row.cells) {
        const named = cell.tagName === 'TD' && cell.colSpan === 1 && !cell.matches('.pick, .acts');
        if (named && heads[column]) cell.dataset.label = heads[column].textContent.trim();
        column += cell.colSpan;
      }
    });
    table.classList.add('has-labels');
  }

  // ---- one click, one effect: the server refuses the second anyway, this says so earlier ----

  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== 'post' || form.dataset.repeatable !== undefined) return;
    if (form.dataset.busy) {
      event.preventDefault();
      return;
    }
    form.dataset.busy = 'true';
    form.classList.add('is-busy');
    // A disabled button is not sent, so it is disabled only after the form has been read.
    setTimeout(() => {
      each(form, 'button[type=submit]', (button) => {
        if (button.disabled) return;
        button.disabled = true;
        button.dataset.wasEnabled = 'true';
      });
    }, 0);
    // A download leaves the page where it is.
    setTimeout(() => release(form), 8000);
  });

  function release(form) {
    delete form.dataset.busy;
    form.classList.remove('is-busy');
    each(form, 'button[data-was-enabled]', (button) => {
      button.disabled = false;
      delete button.dataset.wasEnabled;
    });
  }

  // Back restores the page as it was left.
  window.addEventListener('pageshow', () => each(document, 'form[data-busy]', release));
  document.addEventListener('htmx:afterRequest', () => each(document, 'form[data-busy]', release));

  // ---- the chosen file: its name, and whether it is too large, before it is sent ----

  function sizeText(bytes) {
    return bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
  }

  document.addEventListener('change', (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || field.type !== 'file') return;
    const place = document.getElementById(`${field.id}-chosen`);
    if (!place) return;
    const limit = Number(field.dataset.maxBytes || 0);
    const files = Array.from(field.files);
    const tooLarge = limit > 0 && files.some((file) => file.size > limit);
    const names = files.map((file) => `${file.name}（${sizeText(file.size)}）`).join('、');
    place.textContent = tooLarge ? `${names} 超过 ${sizeText(limit)}，请压缩或换一个文件` : names;
    place.classList.toggle('danger-text', tooLarge);
  });

  // ---- menus made of <details>: one open at a time, closed by Escape and by a click elsewhere ----

  function closeMenus(except) {
    each(document, 'details.menu[open]', (menu) => { if (menu !== except) menu.open = false; });
  }

  document.addEventListener('click', (event) => {
    closeMenus(event.target instanceof Element ? event.target.closest('details.menu') : null);
  });

  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const open = document.querySelector('details.menu[open]');
    if (!open) return;
    open.open = false;
    const summary = open.querySelector('summary');
    if (summary) summary.focus();
  });

  // ---- keys: Ctrl with Enter or an arrow presses what carries data-key, outside of fields ----

  document.addEventListener('keydown', (event) => {
    if (!event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.repeat) return;
    if (event.target instanceof Element && event.target.closest('input, textarea, select')) return;
    const pressed = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!pressed) return;
    event.preventDefault();
    pressed.click();
  });

  // ---- a part of a page that did not come: say so, the page stays as it was ----

  for (const name of ['htmx:responseError', 'htmx:sendError', 'htmx:timeout']) {
    document.addEventListener(name, () => {
      announce('没有办理成功，请检查网络后再试一次；仍不成功请重新打开本页。');
      const live = document.getElementById('live');
      if (live) live.className = 'callout callout-bad';
    });
  }

  // ---- buttons that only make sense with a script stand hidden in the page ----

  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-copy], [data-print], [data-play]') : null;
    if (!button) return;
    if (button.dataset.print !== undefined) {
      window.print();
    } else if (button.dataset.copy !== undefined && navigator.clipboard) {
      navigator.clipboard.writeText(button.dataset.copy).then(() => announce('已复制'), () => announce('没有复制成功，请手动选择'));
    } else if (button.dataset.play !== undefined) {
      // Without a script the link opens the sound itself.
      event.preventDefault();
      new Audio(button.href).play().catch(() => { window.location.href = button.href; });
    }
  });

  function announce(text) {
    const live = document.getElementById('live');
    if (live) live.textContent = text;
  }

  // ---- the session ends: say so two minutes before, and let it go on as long as it may ----

  let sessionTimer;

  function watchSession() {
    const seconds = Number(document.body.dataset.sessionSeconds || 0);
    const warning = document.getElementById('session-warning');
    if (!seconds || !warning) return;
    // A session ends after some hours whatever is done; then there is nothing to go on with.
    const left = Number(document.body.dataset.sessionLeft || Infinity) - performance.now() / 1000;
    const isLast = left <= seconds;
    clearTimeout(sessionTimer);
    sessionTimer = setTimeout(() => {
      each(warning, '[data-session-idle]', (part) => { part.hidden = isLast; });
      each(warning, '[data-session-last]', (part) => { part.hidden = !isLast; });
      warning.hidden = false;
    }, Math.max(0, Math.min(seconds, left) - 120) * 1000);
  }

  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('[data-keep-session]') : null;
    if (!link) return;
    event.preventDefault();
    fetch(link.href, { credentials: 'same-origin', redirect: 'manual', cache: 'no-store' }).then((answer) => {
      if (!answer.ok) {
        window.location.href = link.href;
        return;
      }
      document.getElementById('session-warning').hidden = true;
      announce('已继续');
      watchSession();
    }, () => announce('没有连上服务器，请稍后再试'));
  });

  // ---- when a page or a part of it arrives ----

  function arrive(root) {
    each(root, '[data-with-script][hidden]', (element) => { element.hidden = false; });
    // The file that the act before has made; without a script the button is pressed.
    each(root, 'a[data-download-now]', (link) => {
      // As a download it does not leave the page, which is still being loaded.
      link.download = '';
      link.click();
    });
    each(root, '[data-select-all]', showSelection);
    each(root, '.table-scroll > .table', labelCells);
  }

  document.addEventListener('htmx:load', (event) => arrive(event.detail.elt));

  document.addEventListener('DOMContentLoaded', () => {
    arrive(document);
    watchSession();
    const problems = document.querySelector('.error-summary[tabindex]');
    if (problems) problems.focus();
  });
}());
