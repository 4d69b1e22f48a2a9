#include "server/http/routes.hpp"

#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include "server/http/body_limit.hpp"
#include "server/http/head.hpp"
#include "tests/server/http/responders.hpp"
#include "tests/server/http/served.hpp"

namespace shop {

enum class Kind : std::uint8_t { plain, iced };
constexpr std::array<std::string_view, 2> names_of(Kind) { return {"plain", "iced"}; }

struct Cake {
    std::string name;
    static constexpr auto fields() {
        return base::Pack{
            base::field("name", &Cake::name).required().line().at_most(20).sortable()};
    }
};

struct ShowCake {
    static constexpr auto method = wire::Method::get;
    static constexpr auto access = wire::Access::anyone;
    static constexpr std::string_view path = "/api/v1/cakes/{cake}";
    static constexpr std::string_view summary = "Shows a cake";
    struct Request {
        std::int64_t cake = 0;
        std::int64_t slices = 8;
        bool warm = false;
        std::optional<Kind> kind;
        std::vector<std::string> toppings;
        static constexpr auto fields() {
            return base::Pack{base::field("cake", &Request::cake).required().within(1, 100),
                              base::field("slices", &Request::slices).within(1, 16),
                              base::field("warm", &Request::warm),
                              base::field("kind", &Request::kind),
                              base::field("toppings", &Request::toppings).at_most(3)};
        }
    };
    using Response = Cake;
};

struct BakeCake {
    static constexpr auto method = wire::Method::post;
    static constexpr auto access = wire::Access::member;
    static constexpr std::string_view path = "/api/v1/cakes/{cake}";
    static constexpr std::string_view summary = "Bakes a cake";
    struct Request {
        std::int64_t cake = 0;
        std::string name;
        Cake inner;
        static constexpr auto fields() {
            return base::Pack{base::field("cake", &Request::cake).required(),
                              base::field("name", &Request::name).required().at_most(10),
                              base::field("inner", &Request::inner)};
        }
    };
    using Response = Cake;
};

struct ListCakes {
    static constexpr auto method = wire::Method::get;
    static constexpr auto access = wire::Access::anyone;
    static constexpr std::string_view path = "/api/v1/cakes";
    static constexpr std::string_view summary = "Lists cakes";
    using Row = Cake;
    using Request = wire::Nothing;
    using Response = wire::Nothing;
};

struct BestCake {
    static constexpr auto method = wire::Method::get;
    static constexpr auto access = wire::Access::anyone;
    static constexpr std::string_view path = "/api/v1/cakes/best";
    static constexpr std::string_view summary = "Shows the best cake";
    using Request = wire::Nothing;
    using Response = Cake;
};

}  // namespace shop

using namespace http_test;

namespace {

std::string const bytes_type = "application/vnd.test.cereal; types=0123456789abcdef";

class Shop {
public:
    Shop() : workers({2, 100}, lines.log()), routes(options(), workers) {
        routes.bind<shop::ShowCake>([](shop::ShowCake::Request const& asked, http::Call&) {
            std::string name = std::to_string(asked.cake) + "/" + std::to_string(asked.slices);
            if (asked.warm) name += " warm";
            if (asked.kind) name += " " + std::string(base::name_of(*asked.kind));
            for (auto const& topping : asked.toppings) name += " " + topping;
            return shop::Cake{name};
        });
        routes.bind<shop::BakeCake>(
            [](shop::BakeCake::Request const& asked, http::Call& call) -> base::Result<shop::Cake> {
                CHECK(call.who.has_value());
                if (asked.name == "burnt") return base::Refusal{"oven-too-hot", {{"most", "250"}}};
                if (asked.name == "throws") throw std::runtime_error("flour is out");
                call.headers.emplace_back("Set-Cookie", "a=b");
                return shop::Cake{asked.name + std::to_string(asked.cake)};
            });
        routes.bind<shop::ListCakes>([](wire::Nothing const&, http::Call& call) {
            CHECK(call.request.query.size() < 4);
            return wire::Nothing{};
        });
        routes.bind<shop::BestCake>(
            [](wire::Nothing const&, http::Call&) { return shop::Cake{"best"}; });
        routes.plain("/healthz", "Says that it runs", http::Routes::Where::edge,
                     [](http::Request const&) { return text_reply("ok"); });
    }

    http::Reply ask(std::string const& line, std::string const& body = "",
                    std::vector<std::pair<std::string, std::string>> headers = {}) {
        auto parsed = http::parse_head(line + " HTTP/1.1\r\nHost: x\r\n\r\n");
        REQUIRE(std::holds_alternative<http::Head>(parsed));
        auto request = std::get<http::Head>(parsed).request;
        request.id = "the-id";
        request.body = body;
        if (!body.empty()) request.headers.emplace_back("content-type", "application/json");
        for (auto& header : headers) request.headers.insert(request.headers.begin(), header);
        auto const fate = std::make_shared<Fate>();
        routes.dispatch(std::move(request), std::make_unique<Remembering>(fate));
        REQUIRE(eventually([&] { return fate->count() == 1; }));
        return fate->replies[0];
    }
    std::string body(std::string const& line) { return *ask(line).body; }

    static http::Routes::Options options() {
        http::Routes::Options options;
        options.bytes_type = bytes_type;
        options.authenticate =
            [](http::Request const& request) -> std::variant<http::Identity, http::Fault> {
            if (request.header("authorization") == "Bearer me") return http::Identity{};
            return http::Fault{401, "signed-out"};
        };
        options.fallback = [](http::Request const& request) -> std::optional<http::Reply> {
            if (request.path == "/page") return text_reply("page");
            return std::nullopt;
        };
        return options;
    }

    Lines lines;
    http::Workers workers;
    http::Routes routes;
};

std::vector<std::pair<std::string, std::string>> const me{{"authorization", "Bearer me"}};

std::string header(http::Reply const& reply, std::string const& name) {
    for (auto const& [key, value] : reply.headers)
        if (key == name) return value;
    return {};
}

// "/a rule, /b rule", in the order of the answer.
std::string problems(http::Reply const& reply) {
    rapidjson::Document json;
    json.Parse(reply.body->c_str());
    std::string text;
    if (!json.HasMember("problems")) return text;
    for (auto const& problem : json["problems"].GetArray())
        text += (text.empty() ? "" : ", ") + std::string(problem["path"].GetString()) + " " +
                problem["rule"].GetString();
    return text;
}

}  // namespace

TEST_CASE("a GET's fields come from its path and its query") {
    Shop shop;
    auto const reply = shop.ask("GET /api/v1/cakes/7");
    CHECK(reply.status == 200);
    CHECK(*reply.body == R"({"name":"7/8"})");
    CHECK(reply.content_type == "application/json");
    CHECK(reply.route == "/api/v1/cakes/{cake}");
    CHECK(shop.body("GET /api/v1/cakes/7?slices=2&warm=true&kind=iced&toppings=a&toppings=b") ==
          R"({"name":"7/2 warm iced a b"})");
    CHECK(shop.body("HEAD /api/v1/cakes/7") == R"({"name":"7/8"})");
    CHECK(shop.body("GET /api/v1/cakes/best") == R"({"name":"best"})");
}

TEST_CASE("all that is wrong with a query is said at once") {
    Shop shop;
    auto const unread = shop.ask(
        "GET /api/v1/cakes/12abc?slices=1&slices=2&warm=yes&kind=burnt&what=1&what=2&a/b=1");
    CHECK(unread.status == 400);
    CHECK(unread.content_type == "application/problem+json");
    CHECK(problems(unread) ==
          "/slices given-twice, /warm not-a-boolean, /kind unknown-value, /what unknown-field, "
          "/a~1b unknown-field, /cake not-a-whole-number");
    auto const broken =
        shop.ask("GET /api/v1/cakes/101?slices=0&toppings=a&toppings=b&toppings=c&toppings=d");
    CHECK(broken.status == 422);
    CHECK(problems(broken) == "/cake too-large, /slices too-small, /toppings too-many");
    CHECK(shop.ask("GET /api/v1/cakes/7?cake=8").status == 400);  // it travels in the path alone
    CHECK(shop.ask("GET /api/v1/cakes/99999999999999999999").status == 400);
    CHECK(shop.ask("GET /api/v1/cakes/7?slices=").status == 400);
}

TEST_CASE("a POST's fields come from its path and its body") {
    Shop shop;
    auto const reply = shop.ask("POST /api/v1/cakes/7", R"({"name":"a","inner":{"name":"b"}})", me);
    CHECK(reply.status == 200);
    CHECK(*reply.body == R"({"name":"a7"})");
    CHECK(header(reply, "Set-Cookie") == "a=b");
    auto const wrong =
        shop.ask("POST /api/v1/cakes/x?name=a", R"({"cake":1,"inner":{"nam":1},"inner":{}})", me);
    CHECK(wrong.status == 400);
    CHECK(problems(wrong) ==
          "/name unknown-field, /name required, /inner/name required, /inner/nam unknown-field, "
          "/cake unknown-field, /inner given-twice, /cake not-a-whole-number");
    CHECK(problems(shop.ask("POST /api/v1/cakes/1", "", me)) ==
          "/name required, /inner/name required");
    CHECK(shop.ask("POST /api/v1/cakes/1", "[]", me).status == 400);
    CHECK(shop.ask("POST /api/v1/cakes/1", "{", me).status == 400);
    CHECK(shop.ask("POST /api/v1/cakes/1", R"({"name":"longer than ten","inner":{"name":"b"}})", me)
              .status == 422);
}

TEST_CASE("a body is as long as the fields of its endpoint can be, and no longer") {
    Shop shop;
    std::string cake;  // of as many characters as the rules let through, each escaped
    for (int i = 0; i < 10; ++i) cake += R"(\ud83c\udf82)";
    auto const longest =
        R"( { "name" : ")" + cake + R"(" , "inner" : { "name" : ")" + cake + cake + R"(" } } )";
    CHECK(shop.ask("POST /api/v1/cakes/7", longest, me).status == 200);
    auto const limit = http::body_limit_of(base::type_of<shop::BakeCake::Request>());
    CHECK(limit > 2 * longest.size());
    CHECK(limit < 8 * 1024);
    auto const padded = longest + std::string(limit - longest.size(), ' ');
    CHECK(shop.ask("POST /api/v1/cakes/7", padded, me).status == 200);
    CHECK(shop.ask("POST /api/v1/cakes/7", padded + " ", me).status == 413);
}

TEST_CASE("members' endpoints want credentials first") {
    Shop shop;
    auto const reply = shop.ask("POST /api/v1/cakes/1", "{not even json");
    CHECK(reply.status == 401);
    CHECK(header(reply, "WWW-Authenticate") == "Bearer");
    CHECK(reply.problem == "signed-out");
}

TEST_CASE("a refusal is 409 with its reason, an exception 500 without its text") {
    Shop shop;
    auto const refused =
        shop.ask("POST /api/v1/cakes/1", R"({"name":"burnt","inner":{"name":"b"}})", me);
    CHECK(refused.status == 409);
    CHECK(refused.body->find("urn:kontor:problem:oven-too-hot") != std::string::npos);
    CHECK(refused.body->find(R"("most":"250")") != std::string::npos);
    auto const thrown =
        shop.ask("POST /api/v1/cakes/1", R"({"name":"throws","inner":{"name":"b"}})", me);
    CHECK(thrown.status == 500);
    CHECK(thrown.body->find("flour") == std::string::npos);
    CHECK(shop.lines.count("flour is out") == 1);
}

TEST_CASE("unknown paths and methods are told apart") {
    Shop shop;
    CHECK(shop.ask("GET /api/v1/pies").status == 404);
    CHECK(shop.ask("GET /api/v1/cakes/").status == 404);
    CHECK(shop.ask("GET /page").status == 200);
    CHECK(shop.ask("GET /healthz").status == 200);
    auto const wrong = shop.ask("DELETE /api/v1/cakes/7", "", me);
    CHECK(wrong.status == 405);
    CHECK(header(wrong, "Allow") == "GET, HEAD, POST, OPTIONS");
    auto const asked = shop.ask("OPTIONS /api/v1/cakes");
    CHECK(asked.status == 204);
    CHECK(header(asked, "Allow") == "GET, HEAD, OPTIONS");
}

TEST_CASE("bodies and answers are JSON, or bytes between programs of the same types") {
    Shop shop;
    shop::BakeCake::Request request;
    request.cake = 5;
    request.name = "b";
    request.inner.name = "c";
    auto const bytes = wire::to_bytes(request);
    auto both = me;
    both.emplace_back("content-type", bytes_type);
    both.emplace_back("accept", bytes_type + ", application/json;q=0.5");
    auto const reply = shop.ask("POST /api/v1/cakes/7", bytes, both);
    CHECK(reply.status == 200);
    CHECK(reply.content_type == bytes_type);
    CHECK(wire::from_bytes<shop::Cake>(*reply.body).name == "b7");
    CHECK(shop.ask("POST /api/v1/cakes/7", bytes + "x", both).status == 400);
    CHECK(shop.ask("POST /api/v1/cakes/7", "x", {{"content-type", "text/plain"}}).status == 415);
    CHECK(shop.ask("POST /api/v1/cakes/7", bytes,
                   {{"content-type", "application/vnd.test.cereal; types=0"}})
              .status == 415);
    auto const accepted = [&](std::string const& accept) {
        auto const answer = shop.ask("GET /api/v1/cakes/7", "", {{"accept", accept}});
        return answer.status == 200 ? answer.content_type : std::to_string(answer.status);
    };
    CHECK(accepted("") == "application/json");
    CHECK(accepted("*/*") == "application/json");
    CHECK(accepted("application/*;q=0.1") == "application/json");
    CHECK(accepted("application/json, " + bytes_type) == "application/json");
    CHECK(accepted("application/json;q=0.9, " + bytes_type) == bytes_type);
    CHECK(accepted("application/vnd.test.cereal;types=0, application/json;q=0.1") ==
          "application/json");
    CHECK(accepted("text/html") == "406");
}

TEST_CASE("a list takes its grammar's keys beside its own") {
    Shop shop;
    CHECK(shop.ask("GET /api/v1/cakes?sort=-name&filter[name]=a&filter[name][starts]=b").status ==
          200);
    CHECK(problems(shop.ask("GET /api/v1/cakes?order=name")) == "/order unknown-field");
    CHECK(problems(shop.ask("GET /api/v1/cakes/7?sort=name")) == "/sort unknown-field");
}

TEST_CASE("a long poll is answered later, with what it wanted") {
    Lines lines;
    http::Workers workers({1, 10}, lines.log());
    http::Routes routes(Shop::options(), workers);
    std::unique_ptr<http::Responder> parked;
    std::optional<http::Call> kept;
    std::atomic<bool> is_parked{false};
    routes.bind_waiting<shop::BestCake>(
        [&](wire::Nothing const&, http::Call& call, std::unique_ptr<http::Responder>& responder)
            -> std::optional<http::Outcome<shop::Cake>> {
            parked = std::move(responder);
            kept = call;
            is_parked = true;
            return std::nullopt;
        });
    auto const fate = std::make_shared<Fate>();
    http::Request request;
    request.path = "/api/v1/cakes/best";
    request.segments = {"api", "v1", "cakes", "best"};
    request.headers = {{"accept", bytes_type}};
    routes.dispatch(std::move(request), std::make_unique<Remembering>(fate));
    REQUIRE(eventually([&] { return is_parked.load(); }));
    CHECK(fate->count() == 0);
    parked->send(http::Outcome<shop::Cake>(shop::Cake{"late"}).reply(*kept));
    CHECK(fate->replies.at(0).content_type == bytes_type);
    CHECK(wire::from_bytes<shop::Cake>(*fate->replies[0].body).name == "late");
}

TEST_CASE("a table that contradicts itself is refused when it is made") {
    http::Workers workers({1, 1}, {});
    http::Routes routes(Shop::options(), workers);
    auto const best = [](wire::Nothing const&, http::Call&) { return shop::Cake{}; };
    routes.bind<shop::BestCake>(best);
    CHECK_THROWS_AS(routes.bind<shop::BestCake>(best), std::logic_error);
    auto const page = [](http::Request const&) { return text_reply(""); };
    CHECK_THROWS_AS(routes.plain("no-slash", "", http::Routes::Where::edge, page),
                    std::logic_error);
    CHECK_THROWS_AS(routes.plain("/a//b", "", http::Routes::Where::edge, page), std::logic_error);
    CHECK_THROWS_AS(routes.plain("/{nobody}", "", http::Routes::Where::edge, page),
                    std::logic_error);
    http::Routes nobody({}, workers);
    CHECK_THROWS_AS(
        nobody.bind<shop::BakeCake>([](auto const&, http::Call&) { return shop::Cake{}; }),
        std::logic_error);
}

TEST_CASE("OpenAPI says of every route what is dispatched") {
    Shop shop;
    rapidjson::Document json;
    json.Parse(shop.routes.openapi().c_str());
    REQUIRE(json.IsObject());
    CHECK(std::string(json["openapi"].GetString()) == "3.1.0");
    CHECK(json["paths"].MemberCount() == 4);
    std::size_t operations = 0;
    for (auto const& path : std::as_const(json)["paths"].GetObject())
        operations += path.value.MemberCount();
    CHECK(operations == shop.routes.all().size());

    auto const& show = json["paths"]["/api/v1/cakes/{cake}"]["get"];
    CHECK(std::string(show["operationId"].GetString()) == "showCake");
    CHECK(std::string(show["tags"][0].GetString()) == "shop");
    CHECK(std::string(show["parameters"][0]["in"].GetString()) == "path");
    CHECK(show["parameters"][0]["required"].GetBool());
    CHECK(std::string(show["parameters"][1]["in"].GetString()) == "query");
    CHECK_FALSE(show["parameters"][1].HasMember("required"));
    CHECK(show["parameters"][1]["schema"]["maximum"].GetInt() == 16);
    CHECK_FALSE(show.HasMember("requestBody"));
    CHECK(show["security"].Empty());  // nothing is needed
    CHECK(show["responses"].HasMember("404"));

    auto const& bake = json["paths"]["/api/v1/cakes/{cake}"]["post"];
    auto const& body = bake["requestBody"]["content"]["application/json"]["schema"];
    CHECK_FALSE(body["properties"].HasMember("cake"));
    CHECK(body["properties"]["name"]["maxLength"].GetInt() == 10);
    CHECK(bake["security"][0].HasMember("session"));
    for (auto const* status : {"200", "400", "401", "409", "413", "415", "422"})
        CHECK(bake["responses"].HasMember(status));
    CHECK(json["components"]["securitySchemes"].HasMember("session"));
    CHECK(json["components"]["schemas"].HasMember("Problem"));
}
