// Coming in by links, as people do it: those of letters from a real mail server, and those that an administrator hands
// over where no mail is sent, are opened in Chromium.
import { at_rest, open_browser } from './support/browser.mjs';
import { check, equal } from './support/checks.mjs';
import { Server, everything, open_page, password, press_first } from './support/kontor.mjs';
import { PostOffice, link_in } from './support/post_office.mjs';
import {
  People, answer, comes_in, fill, go, is_asked_to_sign_in, says, says_no_more, shown_once, sign_in_with,
} from './support/screens.mjs';

const office = await new PostOffice().open();
const server = new Server();
server.environment = { KONTOR_SMTP_URL: office.url, KONTOR_MAIL_FROM: 'Контор <kontor@example.org>' };
await server.start();
const browser = await open_browser();
const people = new People(browser, server);
const other_password = 'quite another phrase';

// What the page sends while a link is only opened: nothing that does anything.
async function sent_while(page, act) {
  const sent = [];
  const note = (request) => {
    const path = new URL(request.url()).pathname;
    if (request.method() === 'POST' && /confirm-|reset-password|register/.test(path)) sent.push(path);
  };
  page.on('request', note);
  await act();
  page.off('request', note);
  return sent;
}
async function opens(page, url) {
  equal(await sent_while(page, async () => {
    await go(page, url);
    await page.getByRole('main').waitFor({ state: 'attached' });
    await at_rest(page);
  }), []);
  equal(new URL(page.url()).hash, '', 'the word does not stay in the address');
}
async function finishes(page, letter, email) {
  await opens(page, link_in(letter, 'confirm').url);
  await says(page, `Создаётся аккаунт с почтой ${email}`);
  await fill(page, { password });
  await comes_in(page);
}
async function confirms(page, letter, email) {
  await opens(page, link_in(letter, 'confirm').url);
  await says(page, `Подтвердите, что почта ${email} ваша.`);
  await press_first(page, 'button', 'Подтвердить');
  await says(page, `Адрес ${email} подтверждён.`);
  await press_first(page, 'button', 'Продолжить');
}

let anna;
await check('the first administrator comes in by the link that is printed, and needs no letter', async () => {
  anna = await people.first('Анна Петрова', 'anna@example.org');
  equal(office.letters.length, 0);
});

const boris = await people.page();
await check("the page's own fields write as large as everything else, and large enough for phones", async () => {
  const size_in = (page) => page.locator('input[name=email]').evaluate((field) => getComputedStyle(field).fontSize);
  equal(await size_in(boris), '14px');
  const phone = await people.page('/', { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
  equal(await size_in(phone), '16px');
  await phone.context().close();
});

await check('what is written there runs in its own direction', async () => {
  const page = await people.page('/register');
  const name = page.locator('input[name=name]');
  await name.waitFor();
  for (const [text, direction] of [['שלום', 'rtl'], ['Анна', 'ltr'], ['محمد', 'rtl']]) {
    await name.fill(text);
    equal(await name.evaluate((field) => getComputedStyle(field).direction), direction);
  }
  await page.context().close();
});

await check('who registers is told of a letter, and its link lets them in', async () => {
  await press_first(boris, 'link', 'Создать');
  await fill(boris, { name: 'Борис Соколов', email: 'boris@example.org', password });
  await says(boris, 'Откройте ссылку из письма на boris@example.org');
  await finishes(boris, await office.next_to('boris@example.org'), 'boris@example.org');
});

await check('a link that was used says what it did', async () => {
  const page = await people.page(link_in(office.to('boris@example.org')[0], 'confirm').url);
  await says(page, 'Аккаунт уже создан: войдите.');
  await page.context().close();
});

await check('whose e-mail a stranger named has neither the name nor the password of the stranger', async () => {
  const stranger = await people.page('/register');
  await fill(stranger, { name: 'Незнакомец', email: 'vera@example.org', password: other_password });
  const page = await people.page();
  await opens(page, link_in(await office.next_to('vera@example.org'), 'confirm').url);
  await says(page, 'на имя «Незнакомец»');
  await press_first(page, 'link', 'Регистрировал(ась) не я или пароль забыт');
  await fill(page, { name: 'Вера Мороз', password });
  await comes_in(page);
  await says(page, 'Вера Мороз');
  await go(stranger, '/sign-in');
  await fill(stranger, { email: 'vera@example.org', password: other_password });
  await says(stranger, 'Почта или пароль не подходят');
  await stranger.context().close();
  await page.context().close();
});

await check('a domain may be written in its own letters, and what cannot stand before the @ is said', async () => {
  const page = await people.page('/register');
  await fill(page, { name: 'Олег Ким', email: 'почта@пример.рф', password });
  await says(page, 'До знака @ могут быть только латинские буквы, цифры и знаки вроде . _ - +');
  await fill(page, { name: 'Олег Ким', email: 'oleg@пример.рф', password });
  // The post office writes out what the letter's envelope has as xn--e1afmkfd.xn--p1ai.
  await finishes(page, await office.next_to('oleg@пример.рф'), 'oleg@xn--e1afmkfd.xn--p1ai');
  await page.context().close();
  const other = await people.page();
  await sign_in_with(other, 'oleg@ПРИМЕР。РФ', password);
  await says(other, 'Олег Ким');
  await other.context().close();
});

await check('a forgotten password is set anew by the link of a letter, which works once', async () => {
  const page = await people.page();
  await press_first(page, 'link', 'Забыли пароль?');
  await fill(page, { email: 'boris@example.org' });
  await says(page, 'придёт письмо со ссылкой для нового пароля');
  const { url } = link_in(await office.next_to('boris@example.org', 1), 'reset');
  await go(page, url);
  await fill(page, { password: '1q2w3e4r5t6y' });
  await says(page, 'Этот пароль угадывают одним из первых');
  await fill(page, { password: other_password });
  await says(page, 'Пароль изменён. Войдите с новым.');
  await is_asked_to_sign_in(boris);
  await sign_in_with(page, 'boris@example.org', other_password);
  await go(page, url);
  await says(page, 'По этой ссылке пароль уже задан');
  await page.context().close();
});

await check('another e-mail holds when the link of the letter to it is opened, and the account shows it', async () => {
  const [before, after] = ['boris@example.org', 'boris@home.example'];
  await sign_in_with(boris, before, other_password);
  await go(boris, '/account');
  await says(boris, before);
  await says(boris, 'Подтверждена');
  await press_first(boris, 'button', 'Сменить почту…');
  await answer(boris, after, other_password);
  await press_first(boris, 'button', 'Отправить письмо');
  await says(boris, `Ждём подтверждения ${after}`);
  await says_no_more(boris, 'Подтверждена');
  const tab = await open_page(boris.context());
  await confirms(tab, await office.next_to(after), after);
  await comes_in(tab);
  await tab.close();
  for (const once_more of [false, true]) {
    if (once_more) await boris.reload();
    await says(boris, after);
    await says(boris, 'Подтверждена');
    await says_no_more(boris, 'Ждём подтверждения');
    await says_no_more(boris, before);
  }
  const elsewhere = await people.page('/sign-in');
  await fill(elsewhere, { email: before, password: other_password });
  await says(elsewhere, 'Почта или пароль не подходят');
  await sign_in_with(elsewhere, after, other_password);
  await elsewhere.context().close();
});

await check('who is invited registers by the link of the invitation', async () => {
  await press_first(anna, 'link', 'Администрирование');
  await press_first(anna, 'button', 'Пригласить…');
  await answer(anna, 'daria@example.org');
  await press_first(anna, 'button', 'Пригласить');
  await says(anna, 'Приглашение отправлено: daria@example.org');
  const { url } = link_in(await office.next_to('daria@example.org'), 'join');
  const page = await people.page(url);
  await says(page, 'Вас пригласили: создайте свой аккаунт.');
  await says(page, 'daria@example.org'); // for nobody else
  equal(await page.locator('input[name=email]').count(), 0);
  await fill(page, { name: 'Дарья', password });
  await says(page, 'Откройте ссылку из письма на daria@example.org');
  await finishes(page, await office.next_to('daria@example.org', 1), 'daria@example.org');
  // Somebody who is signed in is asked what is meant by an invitation.
  await go(page, url);
  await says(page, 'Приглашение уже использовано');
  await page.context().close();
});

// Sets a password by a link of somebody who was registered by hand, and comes in with it.
async function follows(url, email) {
  const page = await people.page(url);
  await page.locator('input[name=password][autocomplete=new-password]').waitFor();
  await fill(page, { password: other_password });
  await says(page, 'Пароль изменён. Войдите с новым.');
  equal(await page.locator('input[name=email]').inputValue(), email);
  await fill(page, { password: other_password });
  await comes_in(page);
  await go(page, url);
  await says(page, 'По этой ссылке пароль уже задан');
  await page.context().close();
}
async function registers_by_hand(name, email) {
  await press_first(anna, 'button', 'Зарегистрировать…');
  await answer(anna, name, email);
  await press_first(anna, 'button', 'Зарегистрировать');
}

await check('whoever is registered by hand sets a password by the link of a letter', async () => {
  await registers_by_hand('Инна Зорина', 'gleb@example.org');
  await says(anna, 'Инна Зорина: регистрация готова, письмо отправлено');
  await follows(link_in(await office.next_to('gleb@example.org'), 'reset').url, 'gleb@example.org');
});

// The dialog of a letter that nobody sends, which opens by itself.
async function link_to_hand_over(email, page) {
  await says(anna, `от имени ${email}`);
  await answer(anna, password);
  await press_first(anna, 'button', 'Показать ссылку');
  await says(anna, `Ссылка для ${email}`);
  const [url] = await shown_once(anna, `http\\S+/${page}#[\\w-]+`);
  return url;
}

await check('without a mail server the administrator says the password, and hands over the link', async () => {
  await server.kill('SIGTERM');
  server.environment = {};
  await server.start();
  await registers_by_hand('Ева Шмидт', 'eva@example.org');
  await follows(await link_to_hand_over('eva@example.org', 'reset'), 'eva@example.org');
  await press_first(anna, 'button', 'Пригласить…');
  await answer(anna, 'fedor@example.org');
  await press_first(anna, 'button', 'Пригласить');
  const page = await people.page(await link_to_hand_over('fedor@example.org', 'join'));
  await says(page, 'fedor@example.org');
  await fill(page, { name: 'Фёдор', password });
  await comes_in(page);
  await page.context().close();
});

await check('whoever forgot the password hears the same for an e-mail that nobody has', async () => {
  const heard = [];
  for (const email of ['nobody@example.org', 'gleb@example.org']) {
    const page = await people.page();
    await press_first(page, 'link', 'Забыли пароль?');
    await fill(page, { email });
    await says(page, `Если аккаунт с почтой ${email} существует`);
    heard.push((await everything(page)).replaceAll(email, '…'));
    await page.context().close();
  }
  equal(heard[0], heard[1]);
});

await check('nothing went wrong inside of the pages', async () => people.no_errors());
await browser.close();
await server.close();
await office.close();
