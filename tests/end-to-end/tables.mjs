// Every table in a browser: found, narrowed, changed, taken back and saved as a file; and one who is no administrator.
import { readFile } from 'node:fs/promises';

import { at_rest, open_browser } from './support/browser.mjs';
import { check, equal, holds, until } from './support/checks.mjs';
import { Server, everything, press_first } from './support/kontor.mjs';
import { People, answer, go, retype, says } from './support/screens.mjs';

const server = await new Server().start();
const browser = await open_browser();
const people = new People(browser, server);
const anna = await people.first('Анна Петрова', 'anna@example.org');
const kate = await people.registered('Kate Miller', 'kate@example.org', { colorScheme: 'light' });
const place = (page) => decodeURI(new URL(page.url()).pathname + new URL(page.url()).search);

await check('an administrator finds every table, with how many rows it has', async () => {
  await press_first(anna, 'link', 'Таблицы');
  await says(anna, 'Сообщения');
  await until('they are counted', async () => (await anna.getByRole('link', { name: 'Люди, 2 записи' }).count()) === 1);
});

await check('rows are found by a filter, and the address says which', async () => {
  await press_first(anna, 'link', 'Люди, 2 записи');
  await says(anna, 'kate@example.org');
  await press_first(anna, 'button', 'Отбор');
  await press_first(anna, 'menuitem', 'Имя');
  await answer(anna, 'ka');
  await press_first(anna, 'button', 'Показать такие');
  await until('only she is left', async () => !(await everything(anna)).includes('anna@example.org, '));
  equal(place(anna), '/tables/accounts/person?filter[name][starts]=ka');
  await anna.reload();
  await says(anna, 'kate@example.org');
  equal(place(anna), '/tables/accounts/person?filter[name][starts]=ka');
});

await check('a row is changed by hand, and whoever it is about sees it at once', async () => {
  await press_first(anna, 'row', 'Kate Miller', false);
  await says(anna, 'Что на неё ссылается');
  await press_first(anna, 'button', 'Изменить');
  await retype(anna, 'Имя', 'Катя Миллер');
  await press_first(anna, 'button', 'Сохранить');
  await says(anna, 'Имя: Kate Miller → Катя Миллер');
  await says(kate, 'Катя Миллер');
});

await check('and it is taken back', async () => {
  await anna.mouse.move(640, 600);
  await anna.mouse.wheel(0, 4000); // to what was done with the row, below what refers to it
  await at_rest(anna);
  await press_first(anna, 'button', 'Вернуть как было');
  await says(anna, 'Имя: Катя Миллер → Kate Miller');
  await says(kate, 'Kate Miller');
});

async function save_as(page, form) {
  await press_first(page, 'button', 'Сохранить в файл');
  await press_first(page, 'menuitem', form);
}

await check('what is shown is saved as a file that a spreadsheet opens', async () => {
  await go(anna, '/tables/accounts/person?sort=name');
  await says(anna, 'anna@example.org');
  const [download] = await Promise.all([
    anna.waitForEvent('download'), save_as(anna, 'CSV для электронной таблицы'),
  ]);
  equal(download.suggestedFilename(), 'accounts.person.csv');
  const text = await readFile(await download.path(), 'utf8');
  holds(text.startsWith('\ufeffid;name;email;'), text.slice(0, 60));
  holds(text.includes('anna@example.org'), text);
});

// As spreadsheets write it that know nothing of Unicode.
const cp1251 = (text) => Buffer.from([...text].map((c) => {
  const code = c.codePointAt(0);
  return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
}));
async function import_file(page, bytes) {
  const chooser = page.waitForEvent('filechooser');
  await press_first(page, 'button', 'Выбрать файл');
  await (await chooser).setFiles({ name: 'каналы.csv', mimeType: 'text/csv', buffer: bytes });
  await says(page, 'каналы.csv: 2 строки · CP1251 · точки с запятой');
  await press_first(page, 'button', 'Проверить');
}

await check('a file of a spreadsheet comes in when its one mistake is put right, and only once', async () => {
  await go(anna, '/tables/messaging/channel');
  await press_first(anna, 'button', 'Загрузить из файла');
  equal(place(anna), '/tables/messaging/channel/import');
  const file = (maker) => cp1251(`Название;Кем создан\r\nСклад;Kate Miller\r\nКонтора;${maker}\r\n`);
  await import_file(anna, file('Никто'));
  await says(anna, 'Строки с таким названием нет');
  await press_first(anna, 'row', '3');
  await retype(anna, 'Значение', 'Kate Miller');
  await press_first(anna, 'button', 'Исправить');
  await says(anna, 'Добавятся 2 строки');
  await press_first(anna, 'button', 'Загрузить');
  await says(anna, 'Загружены 2 строки');
  await says(kate, 'Контора');
  await anna.reload();
  await import_file(anna, file('Kate Miller'));
  await says(anna, '2 строки уже есть');
});

await check('what the rules of the whole would refuse is among the mistakes before anything comes in', async () => {
  await go(anna, '/tables/messaging/channel/import');
  await import_file(anna, cp1251('Название;Кем создан;Последний номер\r\n'
    + 'Подвал;Kate Miller;5\r\nЧердак;Kate Miller;0\r\n'));
  await says(anna, 'Добавится 1 строка');
  await says(anna, 'Считается само или следует из других строк');
  await press_first(anna, 'button', 'Загрузить');
  await says(anna, 'Загружена 1 строка');
  await says(kate, 'Чердак');
});

await check('a row is added with what it refers to, erased, and brought back', async () => {
  await go(anna, '/tables/messaging/channel/new');
  await retype(anna, 'Название', 'Двор');
  await press_first(anna, 'button', 'Выбрать…');
  await answer(anna, 'kate');
  // Before the answer is there all stand in the list, and she stands elsewhere.
  await until('nobody else is found', async () => (await anna.getByRole('option').count()) === 1);
  await press_first(anna, 'option', 'Kate Miller', false);
  await press_first(anna, 'button', 'Сохранить');
  await says(anna, 'Добавлено');
  await says(kate, 'Двор');
  holds(/\/tables\/messaging\/channel\/[0-9a-f-]{36}$/.test(place(anna)), place(anna));
  await press_first(anna, 'link', 'Участники каналов (Канал)');
  await press_first(anna, 'row', 'Двор', false);
  await press_first(anna, 'button', 'Удалить');
  await press_first(anna, 'button', 'Да, удалить');
  await says(anna, 'Удалено');
  await until('she is out of it', async () => !(await everything(kate)).includes('Двор'));
  // The newest is the first; on the one below it stands this one.
  await at_rest(anna);
  const back = anna.getByRole('button', { name: 'Вернуть как было' });
  equal(await back.count(), 2);
  const { x, y, width, height } = await back.first().boundingBox();
  await anna.mouse.click(x + width / 2, y + height / 2);
  await says(kate, 'Двор');
});

await check('on a phone a table has the columns that matter most, and a row stands below itself', async () => {
  await go(anna, '/tables/accounts/person?sort=name');
  await anna.setViewportSize({ width: 390, height: 844 });
  await at_rest(anna);
  await says(anna, 'Анна Петрова');
  await press_first(anna, 'row', 'Анна Петрова', false);
  await says(anna, 'Регистрация');
  await press_first(anna, 'button', 'Назад');
  await says(anna, 'Kate Miller');
});

await check('who is no administrator finds no tables, and is told so', async () => {
  equal(await kate.getByRole('link', { name: 'Таблицы' }).count(), 0);
  await go(kate, '/tables/accounts/person');
  await says(kate, 'Это могут только администраторы.');
  holds(!(await everything(kate)).includes('anna@example.org'), 'nothing of the table is there');
});

await check('nothing went wrong inside of the pages', async () => people.no_errors());
await browser.close();
await server.close();
