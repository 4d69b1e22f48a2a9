// What administrators do with people, letters and the log, and what those people see of it on their own screens.
import { at_rest, open_browser } from './support/browser.mjs';
import { check, equal, holds, until } from './support/checks.mjs';
import { Server, everything, password, press_first, type } from './support/kontor.mjs';
import { PostOffice } from './support/post_office.mjs';
import {
  People, answer, asks, comes_in, fill, go, is_asked_to_sign_in, retype, says, shown_once, sign_in_with,
} from './support/screens.mjs';

const server = await new Server().start();
const browser = await open_browser();
const people = new People(browser, server);
const anna = await people.first('Анна Петрова', 'anna@example.org');
const kate = await people.registered('Kate Miller', 'kate@example.org', { colorScheme: 'light' });
let handed_over;

async function open_card(name) {
  await go(anna, '/admin/people');
  await press_first(anna, 'row', name, false);
  await asks(anna);
}
async function acts(name, ...buttons) {
  await open_card(name);
  for (const button of buttons) await press_first(anna, 'button', button);
}
// The rows of the list, without its head, as a reader of screens meets them.
const rows = async (page) => page.evaluate(() => [...document.querySelectorAll('[role=row]')]
  .map((row) => [...row.querySelectorAll('[role=cell]')])
  .filter((cells) => cells.length > 0)
  .map((cells) => cells.map((cell) => cell.getAttribute('aria-label') || cell.textContent).join(', ')));
const sees_administration = async (page) => (await page.getByRole('link', { name: 'Администрирование' }).count()) === 1;

await check('people are listed with what they store, and searched', async () => {
  await press_first(anna, 'link', 'Администрирование');
  await says(anna, 'kate@example.org');
  await press_first(anna, 'textbox', 'Имя или почта');
  await type(anna, 'miller');
  await until('only she is left', async () => {
    const [row, ...more] = await rows(anna);
    return row?.includes('kate@example.org') && more.length === 0;
  });
  await open_card('Kate Miller');
  await says(anna, 'Место');
  await says(anna, 'сегодня');
});

let gleb;
await check('whoever is registered by hand comes in with the password that is handed over', async () => {
  await go(anna, '/admin/people');
  await press_first(anna, 'button', 'Зарегистрировать…');
  await answer(anna, 'Глеб Орлов', 'gleb@example.org', password);
  await press_first(anna, 'checkbox', 'Пароль, чтобы передать лично');
  await press_first(anna, 'button', 'Зарегистрировать');
  await says(anna, 'Передайте лично: с ним входит gleb@example.org.');
  [handed_over] = await shown_once(anna, '(?:[a-z0-9]{5}-){3}[a-z0-9]{5}');
  await says(anna, 'gleb@example.org');
  gleb = await people.page('/sign-in');
  await sign_in_with(gleb, 'gleb@example.org', handed_over);
});

await check("the last administrator's right cannot be taken, and the button says why", async () => {
  await open_card('Анна Петрова');
  await says(anna, 'Это последний администратор');
  await says(anna, 'Администратора нельзя заблокировать');
  await press_first(anna, 'button', 'Снять права администратора…');
  await says(anna, 'Это последний администратор');
  holds(await sees_administration(anna), 'she is an administrator still');
});

await check('the right is given and taken with the password, and is on the other screen at once', async () => {
  equal(await sees_administration(gleb), false);
  await acts('Глеб Орлов', 'Сделать администратором…');
  await answer(anna, 'not the password');
  await press_first(anna, 'button', 'Сделать администратором');
  await says(anna, 'Это не ваш пароль');
  equal(await sees_administration(gleb), false);
  await retype(anna, 'Нынешний пароль', password);
  await press_first(anna, 'button', 'Сделать администратором');
  await until('he has them', () => sees_administration(gleb));
  await go(gleb, '/admin/people');
  await says(gleb, 'kate@example.org');
  await acts('Глеб Орлов', 'Снять права администратора…');
  await answer(anna, password);
  await press_first(anna, 'button', 'Снять права');
  await until('he has them no more', async () => !(await sees_administration(gleb)));
  await says(gleb, 'Это видят только администраторы');
});

await check('whoever is blocked is signed out at once and told why, and comes in when unblocked', async () => {
  await acts('Kate Miller', 'Заблокировать…');
  await asks(anna);
  await press_first(anna, 'button', 'Заблокировать');
  await is_asked_to_sign_in(kate);
  await says(kate, 'Этот аккаунт заблокирован. Обратитесь к администратору.');
  await until('the list shows it', async () => (await everything(anna)).includes('заблокирован'));
  const refused = kate.waitForResponse('**/api/v1/accounts/sign-in');
  await fill(kate, { password });
  equal((await refused).ok(), false);
  await at_rest(kate);
  await says(kate, 'Этот аккаунт заблокирован. Обратитесь к администратору.');
  await acts('Kate Miller', 'Разблокировать');
  await until('the list shows it no more', async () => !(await everything(anna)).includes('заблокирован'));
  await fill(kate, { password });
  await comes_in(kate);
});

await check('the sessions of somebody are ended from afar', async () => {
  await acts('Глеб Орлов', 'Завершить сеансы…');
  await asks(anna);
  await press_first(anna, 'button', 'Завершить сеансы');
  await is_asked_to_sign_in(gleb);
  await says(gleb, 'Сеанс gleb@example.org завершён. Войдите снова');
  await fill(gleb, { password: handed_over });
  await comes_in(gleb);
});

await check('an account is deleted after two questions, and its screen is empty', async () => {
  await acts('Глеб Орлов', 'Удалить…');
  await asks(anna);
  await press_first(anna, 'button', 'Дальше…');
  await says(anna, 'Для подтверждения введите почту gleb@example.org.');
  await answer(anna, 'kate@example.org');
  await press_first(anna, 'button', 'Удалить навсегда');
  await says(anna, 'Введите почту точно');
  await retype(anna, 'Почта', 'gleb@example.org');
  await press_first(anna, 'textbox', 'Нынешний пароль');
  await type(anna, password);
  await press_first(anna, 'button', 'Удалить навсегда');
  await says(anna, 'Глеб Орлов: аккаунт удалён');
  await until('the list is without him', async () => !(await everything(anna)).includes('gleb@example.org'));
  await is_asked_to_sign_in(gleb);
  await says(gleb, 'Этот аккаунт удалён.');
  await fill(gleb, { password: handed_over });
  await says(gleb, 'Почта или пароль не подходят');
  await sign_in_with(gleb, 'kate@example.org');
});

await check('the log says who did what to whom, and from where', async () => {
  await go(anna, '/admin/audit');
  for (const done of ['регистрация вручную', 'выдача прав администратора', 'снятие прав администратора', 'блокировка',
    'разблокировка', 'завершил(а) сеансы и отозвал(а) токены',
    'распоряжение об удалении', 'удаление']) await says(anna, done);
  await says(anna, '127.0.0.1');
  equal((await rows(anna)).filter((row) => / [a-z]+(-[a-z]+)*,/.test(row)), [], 'all has words');
  await press_first(anna, 'textbox', 'Что сделано');
  await type(anna, 'unblocked');
  await until('only that is left', async () => (await rows(anna)).length === 1);
  const [row] = await rows(anna);
  holds(/Анна Петрова.*разблокировка.*Kate Miller/s.test(row), `${row} says who did it to whom`);
  await press_first(anna, 'row', /^сегодня/);
  await asks(anna);
  await says(anna, 'Откуда');
});

const office = await new PostOffice().open();
await check('a letter that the mail server did not take is seen with the reason, and is sent again', async () => {
  await office.close();
  await server.kill('SIGTERM');
  server.environment = { KONTOR_SMTP_URL: office.url, KONTOR_MAIL_FROM: 'Контор <kontor@example.org>' };
  await server.start();
  await server.api('/api/v1/accounts/request-reset', { email: 'kate@example.org' });
  await until('it was tried', async () => {
    await go(anna, '/admin/letters');
    await press_first(anna, 'row', 'kate@example.org', false);
    await asks(anna);
    return (await everything(anna)).includes('Последняя ошибка');
  });
  await says(anna, 'ожидает');
  await office.open();
  await press_first(anna, 'button', 'Отправить ещё раз');
  await says(anna, 'Письмо отправляется ещё раз');
  equal((await office.next_to('kate@example.org')).subject, 'Новый пароль');
  await until('it is listed as sent', async () => {
    await go(anna, '/admin/letters');
    return (await everything(anna)).includes('отправлено');
  });
});

await check('nothing went wrong inside of the pages', async () => people.no_errors());
await browser.close();
await server.close();
await office.close();
